// The fifteen milestone questions as Foyer asks them (dialogs/healing), for every peer: what is asked, the stops that
// can be tapped, and what is said to each.
import { readFileSync } from 'node:fs';

const words = JSON.parse(readFileSync(new URL('../../dialogs/healing/en.json', import.meta.url), 'utf8'));

export const stops = ['yes', 'somewhat', 'no', 'unsure', 'not_relevant'];

export const questions = Object.entries(words.questions)
  .filter(([id]) => id.endsWith('-shifted') && words.questions[id].replies)
  .slice(0, 15)
  .map(([id, own]) => ({
    id: id.replaceAll('-', '_'),
    ask: own.ask.a,
    buttons: stops.map((stop) => own.options?.[stop] ?? stop),
    replies: stops.map((stop) => Object.values(own.replies[stop] ?? words.questions[id].replies.yes)[0]),
  }));

if (questions.length !== 15) throw new Error(`fifteen questions are wanted, and there are ${questions.length}`);
