// npm xstate: a state for each question, an event for each stop. A step is one event, what is said to it and what is
// asked next. xstate reads no words.
import { assign, createActor, createMachine } from 'xstate';
import { questions, stops } from './questions.mjs';

const machine = createMachine({
  initial: questions[0].id,
  context: { reply: '' },
  states: Object.fromEntries(questions.map((question, at) => [question.id, {
    meta: { ask: question.ask },
    on: Object.fromEntries(stops.map((stop, index) => [stop, {
      target: questions[(at + 1) % questions.length].id,
      actions: assign({ reply: question.replies[index] }),
    }])),
  }])),
});

export async function states() {
  const actor = createActor(machine);
  actor.start();
  return async () => {
    for (let at = 0; at < 5 * questions.length; ++at) {
      actor.send({ type: stops[at % 5] });
      const now = actor.getSnapshot();
      const [meta] = Object.values(now.getMeta());
      if (now.context.reply.length + meta.ask.length === 0) throw new Error('xstate said nothing');
    }
    return 5 * questions.length;
  };
}
