// npm inkjs: a knot for each question, with its five stops as choices. A step is one tapped choice and the lines that
// follow. ink reads no words.
import { Compiler } from 'inkjs/full';
import { questions } from './questions.mjs';

function story() {
  const knots = questions.map((question, at) => {
    const next = questions[(at + 1) % questions.length].id;
    const choices = question.buttons.map((button, stop) => `+ [${button}] ${question.replies[stop]} -> ${next}`);
    return `=== ${question.id} ===\n${question.ask}\n${choices.join('\n')}\n`;
  });
  return `-> ${questions[0].id}\n${knots.join('\n')}`;
}

export async function ink() {
  const told = new Compiler(story()).Compile();
  const listen = () => {
    let length = 0;
    while (told.canContinue) length += told.Continue().length;
    return length;
  };
  listen();
  return async () => {
    for (let at = 0; at < 5 * questions.length; ++at) {
      told.ChooseChoiceIndex(at % 5);
      if (listen() === 0) throw new Error('ink said nothing');
    }
    return 5 * questions.length;
  };
}
