// Two visits side by side.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BANDS, pairsOf, placeOf, visitsOf } from '../../src/compare.js';
import en from '../../src/i18n/lookback-en.js';
import es from '../../src/i18n/lookback-es.js';

const row = (id, more = {}) => ({ id, title: '', question: `About ${id}?`, stop: 'no', label: 'Not yet', stops: [], words: [], ...more });
const visit = (date, milestones, more = {}) => ({ foyer: 'reflection', version: 1, date, locale: 'en', practice: '', dialog: 'healing', milestones, words: [], ...more });

test('fifteen milestones in three bands', () => {
  assert.equal(Object.values(BANDS).flat().length, 15);
});

test('only rows of both days, in the order of the bands', () => {
  const then = visit('2026-03-04', [row('boundaries'), row('naming-feelings'), row('communication')]);
  const now = visit('2026-11-05', [row('naming-feelings'), row('boundaries')]);
  assert.deepEqual(pairsOf(then, now).map(({ id }) => id), ['naming-feelings', 'boundaries']);
});

test('other words break the row, another language does not', () => {
  const then = visit('2026-03-04', [row('boundaries')]);
  const [changed] = pairsOf(then, visit('2026-11-05', [row('boundaries', { question: 'Asked anew?' })]));
  const [spanish] = pairsOf(then, visit('2026-11-05', [row('boundaries', { question: '¿Y los límites?' })], { locale: 'es' }));
  assert.equal(changed.sameWords, false);
  assert.equal(spanish.sameWords, true);
});

test('visits stand in the order of their days, one a day', () => {
  const dates = visitsOf([visit('2026-11-05', []), visit('2026-03-04', []), visit('2026-11-05', [])]).map(({ date }) => date);
  assert.deepEqual(dates, ['2026-03-04', '2026-11-05']);
});

test('stops without an order stand beside the line', () => {
  assert.deepEqual(['no', 'somewhat', 'yes', 'unsure', 'not_relevant', null].map(placeOf), [0, 1, 2, -1, -1, -1]);
});

test('both languages have the same words', () => {
  assert.deepEqual(Object.keys(en), Object.keys(es));
  for (const text of [...Object.values(en), ...Object.values(es)]) assert.ok(text.trim() && !/[!¡]/.test(text), text);
});
