// The file a visitor keeps: readable for ever, and never more than what they said.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import en from '../../src/i18n/en.js';
import { fileHtml, fileJson, keptOf, readKept } from '../../src/kept.js';

const SUMMARY = {
  type: 'summary', dialog: 'healing', locale: 'en', hurt: true,
  milestones: [
    { id: 'boundaries', title: 'Others', question: 'Do you see it coming?', stop: 'somewhat', label: 'Now and then', words: ['I said <no> & "meant" it </script>'] },
    { id: 'trust-and-insecurity', title: 'Others', question: 'And trust?', stop: null, label: null, words: [] },
  ],
  words: [{ id: 'arrival', question: 'How are you?', words: 'Low' }],
};
const kept = () => keptOf(SUMMARY, { date: '2026-03-04', practice: 'Harbor Lane Therapy', locale: 'en' });

test('holds what was said and answered, and nothing of a hard moment', () => {
  assert.deepEqual(kept().milestones.map(({ id }) => id), ['boundaries']);
  assert.ok(!JSON.stringify(kept()).includes('hurt'));
});

test('is the same read back from the page and from the data', () => {
  const page = fileHtml(kept(), en.summary, { lookBack: true });
  assert.deepEqual(readKept(page), kept());
  assert.deepEqual(readKept(fileJson(kept())), kept());
});

test('what was written stays words in the page', () => {
  const page = fileHtml(kept(), en.summary, { lookBack: false });
  assert.equal(page.match(/<\/script>/g).length, 1);
  assert.ok(!page.includes('<no>'));
});

test('every version ever written is still read', async () => {
  const folder = new URL('kept/', import.meta.url);
  const files = await readdir(folder);
  assert.ok(files.length > 0);
  for (const name of files) assert.ok(readKept(await readFile(new URL(name, folder), 'utf8')), name);
});

test('anything else is no kept file', () => {
  for (const text of ['', 'hello', '{}', '[1]', '{"foyer":"reflection","version":99,"date":"2026-01-01","milestones":[]}', '<html></html>']) assert.equal(readKept(text), null);
});
