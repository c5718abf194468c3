// visits.mjs - two kept visits, March and November, for tests and pictures of looking back.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import en from '../src/i18n/en.js';
import { fileHtml, fileJson, keptOf } from '../src/kept.js';

const STOPS = [['yes', 'More than before'], ['somewhat', 'Now and then'], ['no', 'Not yet'], ['unsure', 'I can’t tell'], ['not_relevant', 'This one isn’t mine']].map(([id, label]) => ({ id, label }));
const row = (id, title, question, stop, ...words) => ({ id, title, question, stop, label: STOPS.find((each) => each.id === stop)?.label ?? null, words });

const MARCH = [
  row('naming-feelings', 'Knowing yourself', 'Do you find words for what you feel?', 'no', 'It is all one grey.'),
  row('self-compassion', 'Knowing yourself', 'When you get something wrong, how do you speak to yourself?', 'somewhat', 'Like my father, mostly.'),
  row('past-and-present', 'How it got here', 'Do you see where it comes from?', 'unsure'),
  row('boundaries', 'With others', 'Can you say no?', 'no', 'I say yes before I know it.'),
];
const NOVEMBER = [
  row('naming-feelings', 'Knowing yourself', 'Do you find words for what you feel?', 'yes', 'I said “ashamed” out loud, and nothing fell down.'),
  row('self-compassion', 'Knowing yourself', 'When you get something wrong, how do you speak to yourself?', 'no'),
  row('past-and-present', 'How it got here', 'Do you see where it comes from?', 'somewhat', 'The quiet house.'),
  row('boundaries', 'With others', 'When something is too much, does a no come?', 'somewhat'),
];

/** Writes both as files; one a page, one data. */
export async function keptFiles() {
  const folder = await mkdtemp(path.join(tmpdir(), 'foyer-kept-'));
  const kept = (date, milestones) => keptOf({ dialog: 'healing', locale: 'en', milestones, words: [] },
    { date, practice: 'Harbor Lane Therapy', locale: 'en', stops: new Map(milestones.map(({ id }) => [id, STOPS])) });
  const files = [path.join(folder, 'march.html'), path.join(folder, 'november.json'), path.join(folder, 'letter.json')];
  await writeFile(files[0], fileHtml(kept('2026-03-04', MARCH), en.summary, { lookBack: true }));
  await writeFile(files[1], fileJson(kept('2026-11-05', NOVEMBER)));
  await writeFile(files[2], '{"dear": "diary"}');
  return files;
}
