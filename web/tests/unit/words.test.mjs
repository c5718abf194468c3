// The browser's own words: the same in both languages, calm in each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import en from '../../src/i18n/en.js';
import es from '../../src/i18n/es.js';

/** @returns {[string, string][]} */
function flat(words, prefix = '') {
  return Object.entries(words).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`)));
}

test('both languages have the same keys', () => {
  assert.deepEqual(flat(en).map(([key]) => key), flat(es).map(([key]) => key));
});

test('no exclamation marks, nothing empty, the same placeholders', () => {
  const spanish = new Map(flat(es));
  for (const [key, text] of flat(en)) {
    const other = spanish.get(key);
    for (const each of [text, other]) assert.ok(each.trim() && !/[!¡]/.test(each), `${key}: ${each}`);
    assert.deepEqual((text.match(/\{\w+\}/g) ?? []).sort(), (other.match(/\{\w+\}/g) ?? []).sort(), key);
  }
});

test('nothing is left in English', () => {
  const same = flat(en).filter(([key, text]) => new Map(flat(es)).get(key) === text && !/Href$|^dir$|date$/.test(key));
  assert.deepEqual(same, []);
});
