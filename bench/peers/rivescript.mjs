// npm rivescript: a topic for each question, with triggers for the five answers and one for everything else. A step is
// one typed sentence and the reply to it. No feelings, no danger, no misspellings.
import RiveScript from 'rivescript';
import { questions } from './questions.mjs';

const triggers = [
  '[*] (yes|yeah|yep|sure|definitely|of course|claro|i do|i have|i think so) [*]',
  '[*] (a little|a bit|somewhat|sometimes|kind of|more or less|un poco|a veces) [*]',
  '[*] (no|nope|never|not really|not at all|nunca|para nada) [*]',
  '[*] (dont know|not sure|unsure|no idea|no se) [*]',
  '[*] (not for me|does not apply|rather not|skip|next|pass|siguiente) [*]',
];

function script() {
  const topics = questions.map((question, at) => {
    const next = questions[(at + 1) % questions.length];
    const answers = triggers.map((trigger, stop) => `+ ${trigger}\n- ${question.replies[stop]} ${next.ask}{topic=${next.id}}\n`);
    return `> topic ${question.id}\n${answers.join('\n')}\n+ *\n- I may have misread that. ${question.ask}\n< topic\n`;
  });
  return `! version = 2.0\n\n+ *\n- ${questions[0].ask}{topic=${questions[0].id}}\n\n${topics.join('\n')}`;
}

export async function rivescript(sentences) {
  const bot = new RiveScript({ utf8: true });
  bot.stream(script());
  bot.sortReplies();
  return async () => {
    let length = 0;
    for (const sentence of sentences) length += (await bot.reply('visitor', sentence)).length;
    if (length === 0) throw new Error('rivescript said nothing');
    return sentences.length;
  };
}
