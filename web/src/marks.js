// marks.js - what looking back shows: three marks a row, the same as a table, the same as words.
//
// A mark's shape says which day it is of; colour only repeats it. There is no line between marks, no arrow, no sum.
import { placeOf } from './compare.js';
import { fill, h } from './dom.js';

/** @typedef {import('./compare.js').Pair} Pair */
/** @typedef {{words: any, thenDate: string, nowDate: string, seen: Map<string, string>}} View  dates as they are read */

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT, LEFT, STEP, R] = [300, 84, 40, 90, 8];
const BESIDE = LEFT + 2 * STEP + 56;
const LANES = { then: 18, seen: 42, now: 66 };

/** @param {string} tag @param {Record<string, string|number>} attributes @param {...Node} children */
function s(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/** @param {Pair} pair @param {string|null|undefined} stop @param {any} words @param {string|null} [label] */
function labelOf(pair, stop, words, label) {
  if (!stop) return words.open;
  return label ?? pair.stops.find(({ id }) => id === stop)?.label ?? stop;
}

/** @param {Pair} pair @param {View} view */
function labels(pair, { words, seen }) {
  return {
    then: labelOf(pair, pair.then.stop, words, pair.then.label),
    seen: labelOf(pair, seen.get(pair.id), words),
    now: labelOf(pair, pair.now.stop, words, pair.now.label),
  };
}

/** @param {'then'|'seen'|'now'} kind @param {string|null|undefined} stop */
function mark(kind, stop) {
  if (!stop) return null;
  const place = placeOf(stop);
  const x = place < 0 ? BESIDE : LEFT + place * STEP;
  const y = LANES[kind];
  if (kind === 'now') return s('circle', { class: 'mark now', cx: x, cy: y, r: R });
  const ring = s('circle', { class: `mark ${kind}`, cx: x, cy: y, r: R });
  if (kind === 'then') return ring;
  return s('g', {}, ring, s('path', { class: 'half', d: `M${x} ${y - R}a${R} ${R} 0 0 1 0 ${2 * R}z` }));
}

/** @param {Pair} pair @param {View} view */
function picture(pair, view) {
  const { words, thenDate, nowDate, seen } = view;
  const text = labels(pair, view);
  const stops = [0, 1, 2].map((place) => s('line', { class: 'stop', x1: LEFT + place * STEP, x2: LEFT + place * STEP, y1: 4, y2: HEIGHT - 4 }));
  const lanes = Object.values(LANES).map((y) => s('line', { class: 'lane', x1: LEFT, x2: LEFT + 2 * STEP, y1: y, y2: y }));
  const marks = [mark('then', pair.then.stop), mark('seen', seen.get(pair.id)), mark('now', pair.now.stop)].filter((each) => each !== null);
  const name = fill(words.sentence, { question: pair.now.question, then: thenDate, now: nowDate, thenLabel: text.then, seenLabel: text.seen, nowLabel: text.now });
  return s('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': name, class: 'row-picture' }, ...lanes, ...stops, ...marks);
}

/** @param {Pair} pair @param {View} view */
function row(pair, view) {
  const { words, thenDate } = view;
  const broken = pair.sameWords ? null : h('p', { class: 'changed' }, fill(words.changed, { date: thenDate }), ' ', h('q', {}, pair.then.question));
  const text = labels(pair, view);
  const line = (/** @type {'then'|'seen'|'now'} */ kind) => h('li', { class: `key ${kind}` }, text[kind]);
  return h('div', { class: 'mark-row' }, h('p', { class: 'asked' }, pair.now.question), broken,
    picture(pair, view), h('ul', { class: 'keys', 'aria-hidden': 'true', role: 'list' }, line('then'), line('seen'), line('now')));
}

/** @param {Pair[]} pairs @param {(pair: Pair) => Node} make */
function inBands(pairs, make) {
  const bands = Map.groupBy(pairs, ({ band }) => band);
  return [...bands.values()].map((rows) =>
    h('section', { class: 'band' }, rows[0].title ? h('h2', {}, rows[0].title) : null, ...rows.map(make)));
}

/** @param {Pair[]} pairs @param {View} view */
export function marksView(pairs, view) {
  const { words, thenDate, nowDate } = view;
  return h('div', { class: 'marks-view' }, h('p', {}, fill(words.legend, { date: thenDate, now: nowDate })),
    ...inBands(pairs, (pair) => row(pair, view)), table(pairs, view));
}

/** @param {Pair[]} pairs @param {View} view */
function table(pairs, view) {
  const { words, thenDate, nowDate } = view;
  const head = [words.question, fill(words.then, { date: thenDate }), fill(words.seen, { date: thenDate }), fill(words.now, { date: nowDate })];
  const body = pairs.map((pair) => {
    const text = labels(pair, view);
    return h('tr', {}, h('th', { scope: 'row' }, pair.now.question), h('td', {}, text.then), h('td', {}, text.seen), h('td', {}, text.now));
  });
  return h('details', {}, h('summary', {}, words.table), h('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': words.table }, h('table', {},
    h('thead', {}, h('tr', {}, ...head.map((name) => h('th', { scope: 'col' }, name)))), h('tbody', {}, ...body))));
}

/** @param {Pair[]} pairs @param {View} view */
export function wordsView(pairs, { words, thenDate, nowDate }) {
  const quotes = (/** @type {string} */ date, /** @type {string[]} */ said) => said.length === 0 ? [] :
    [h('p', { class: 'fine' }, fill(words.said, { date })), ...said.map((each) => h('blockquote', { dir: 'auto' }, each))];
  const entry = (/** @type {Pair} */ pair) => {
    const said = [...quotes(thenDate, pair.then.words), ...quotes(nowDate, pair.now.words)];
    return h('div', { class: 'entry' }, h('p', { class: 'asked' }, pair.now.question), ...(said.length ? said : [h('p', { class: 'fine' }, words.noWords)]));
  };
  return h('div', { class: 'words-view' }, ...inBands(pairs, entry));
}
