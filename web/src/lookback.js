// lookback.js - looking back over visits, from files the visitor kept. Everything stays in this page.
//
// New answers come before old ones are shown: first "where would you now place the you of then?", row by row, then the
// three marks. The page asks the server for nothing and stores nothing.
import { pairsOf, visitsOf } from './compare.js';
import { fill, h } from './dom.js';
import { readKept } from './kept.js';
import { marksView, wordsView } from './marks.js';
import { knownLocale } from './words.js';

/** @typedef {import('./kept.js').Kept} Kept @typedef {import('./compare.js').Pair} Pair */

const root = /** @type {HTMLElement} */ (document.getElementById('foyer'));
let lang = knownLocale(new URLSearchParams(location.search).get('lang')) ?? knownLocale(navigator.language) ?? 'en';
/** @type {any} */
let words;
/** @type {Kept[]} */
let files = [];
/** @type {string[]} */
let unreadable = [];

async function load() {
  const module = lang === 'es' ? await import('./i18n/lookback-es.js') : await import('./i18n/lookback-en.js');
  words = module.default;
  document.documentElement.lang = lang;
  document.documentElement.dir = words.dir;
  document.title = words.title;
}

/** @param {string} date */
function read(date) {
  return new Date(`${date}T12:00:00`).toLocaleDateString(lang, { year: 'numeric', month: 'long', day: 'numeric' });
}

/** One step of the page in place of the one before; focus goes to its heading. @param {string} title @param {...(Node|null)} content */
function show(title, ...content) {
  const heading = h('h1', { tabindex: '-1' }, title);
  const first = root.childElementCount === 0;
  root.replaceChildren(h('main', { class: 'look' }, heading, ...content.filter((each) => each !== null)));
  if (!first) heading.focus();
  scrollTo(0, 0);
}

// ----- opening files -----

function showOpening() {
  const visits = visitsOf(files);
  const input = h('input', { type: 'file', id: 'files', multiple: true, accept: '.html,.json', onchange: opened });
  const then = visits.length > 2 ? whichThen(visits) : null;
  const begin = visits.length < 2 ? null : h('button', { class: 'button strong', type: 'button', onclick: () => {
    const chosen = document.querySelector('select')?.value;
    start(visits.find(({ date }) => date === chosen) ?? visits[0], visits[visits.length - 1]);
  } }, words.begin);
  show(words.title,
    h('p', {}, words.intro), h('p', { class: 'fine' }, words.caution),
    h('p', { class: 'choose-files' }, h('label', { for: 'files' }, words.choose), input),
    ...unreadable.map((name) => h('p', { class: 'fine' }, fill(words.unreadable, { name }))),
    visits.length ? h('section', {}, h('h2', {}, words.visits), h('ul', { class: 'visits', role: 'list' }, ...visits.map((visit) =>
      h('li', {}, read(visit.date) + (visit.practice ? ` · ${visit.practice}` : ''))))) : h('p', { class: 'fine' }, words.none),
    visits.length === 1 ? h('p', {}, words.two) : null, then, begin,
    h('p', { class: 'ways' }, h('button', { class: 'quiet', type: 'button', lang: lang === 'en' ? 'es' : 'en', onclick: changeLanguage }, words.language),
      h('a', { class: 'quiet', href: './' }, words.back)));
}

/** @param {Kept[]} visits */
function whichThen(visits) {
  const select = h('select', { id: 'then' }, ...visits.slice(0, -1).map(({ date }) => h('option', { value: date }, read(date))));
  return h('p', { class: 'choose-files' }, h('label', { for: 'then' }, words.compare), select);
}

/** @param {Event} event */
async function opened(event) {
  const chosen = [.../** @type {HTMLInputElement} */ (event.target).files ?? []];
  unreadable = [];
  for (const file of chosen) {
    const kept = readKept(await file.text());
    if (kept) files.push(kept);
    else unreadable.push(file.name);
  }
  showOpening();
}

async function changeLanguage() {
  lang = lang === 'en' ? 'es' : 'en';
  await load();
  showOpening();
}

// ----- new answers first -----

/** @param {Kept} then @param {Kept} now */
function start(then, now) {
  const pairs = pairsOf(then, now);
  if (pairs.length === 0) return show(words.title, h('p', {}, words.nothing), againButton());
  const placed = pairs.filter(({ stops }) => stops.length > 0);
  place({ pairs, placed, at: 0, seen: new Map(), then, now });
}

/** @param {{pairs: Pair[], placed: Pair[], at: number, seen: Map<string, string>, then: Kept, now: Kept}} walk */
function place(walk) {
  const { placed, at, seen, then } = walk;
  if (at >= placed.length) return showPicture(walk, 'marks');
  const pair = placed[at];
  const next = () => place({ ...walk, at: at + 1 });
  const choose = (/** @type {string} */ stop) => { seen.set(pair.id, stop); next(); };
  show(fill(words.place, { date: read(then.date) }),
    h('p', { class: 'fine' }, fill(words.placing, { at: at + 1, of: placed.length })),
    h('p', { class: 'asking' }, pair.now.question),
    h('div', { class: 'placing', role: 'group', 'aria-label': pair.now.question }, ...pair.stops.map(({ id, label }) =>
      h('button', { class: 'answer', type: 'button', onclick: () => choose(id) }, label))),
    h('p', { class: 'ways' }, h('button', { class: 'quiet', type: 'button', onclick: next }, words.leave),
      h('button', { class: 'quiet', type: 'button', onclick: () => showPicture(walk, 'marks') }, words.show)));
}

// ----- then the old ones beside them -----

/** @param {{pairs: Pair[], seen: Map<string, string>, then: Kept, now: Kept}} walk @param {'marks'|'words'} kind */
function showPicture({ pairs, seen, then, now }, kind) {
  const view = { words, seen, thenDate: read(then.date), nowDate: read(now.date) };
  const other = kind === 'marks' ? 'words' : 'marks';
  show(words.picture,
    h('p', { class: 'ways no-print' },
      h('button', { class: 'button', type: 'button', onclick: () => showPicture({ pairs, seen, then, now }, other) }, words[other]),
      h('button', { class: 'button', type: 'button', onclick: () => print() }, words.print), againButton()),
    h('p', { class: 'fine' }, words.caution),
    kind === 'marks' ? marksView(pairs, view) : wordsView(pairs, view));
}

function againButton() {
  return h('button', { class: 'button', type: 'button', onclick: () => { files = []; showOpening(); } }, words.again);
}

await load();
showOpening();
