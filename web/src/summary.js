// summary.js - what the visitor said, in their own words, for them to keep. Made in the browser; nothing is uploaded.
import { fill, h } from './dom.js';
import { fileHtml, fileJson, keptOf } from './kept.js';
import { openSheet } from './sheets.js';

/**
 * @param {{words: any, lang: string}} context
 * @param {any} summary the server's frame
 * @param {{practice: string, lookBack: boolean, stops: Map<string, {id: string, label: string}[]>, share: (() => void)|null}} about
 * @param {() => void} onclose
 */
export function openSummary({ words, lang }, summary, about, onclose) {
  const own = words.summary;
  const kept = keptOf(summary, { date: today(), practice: about.practice, locale: lang, stops: about.stops });
  const name = `${own.fileName}-${kept.date}`;
  const page = fileHtml(kept, own, { lookBack: about.lookBack });
  const buttons = empty(kept) ? null : h('p', { class: 'ways no-print' },
    h('button', { class: 'button strong', type: 'button', onclick: () => keep(`${name}.html`, 'text/html', page) }, own.keepFile),
    h('button', { class: 'button', type: 'button', onclick: () => keep(`${name}.json`, 'application/json', fileJson(kept)) }, own.keepData),
    h('button', { class: 'button', type: 'button', onclick: () => print() }, own.print));
  if (about.share) buttons?.append(h('button', { class: 'button', type: 'button', 'data-share': true, onclick: about.share }, fill(own.share, { practice: about.practice })));
  openSheet({
    title: own.title, closeLabel: words.close, kind: 'summary-sheet', lang, dir: words.dir, onclose,
    content: [article(kept, own, lang), buttons, h('p', { class: 'fine no-print' }, own.fileNote)],
  });
}

/** @param {any} kept */
function empty(kept) {
  return kept.milestones.length === 0 && kept.words.length === 0;
}

/** @param {any} kept @param {any} own @param {string} lang */
function article(kept, own, lang) {
  const date = h('p', { class: 'fine' }, longDate(kept.date, lang) + (kept.practice ? ` · ${kept.practice}` : ''));
  if (empty(kept)) return h('div', { class: 'summary' }, h('p', {}, own.empty));
  return h('div', { class: 'summary' }, date, h('p', {}, own.intro),
    kept.milestones.length ? section(own.milestones, kept.milestones.map(milestone)) : null,
    kept.words.length ? section(own.words, kept.words.map(written)) : null);
}

/** @param {string} title @param {HTMLElement[]} entries */
function section(title, entries) {
  return h('section', {}, h('h3', {}, title), ...entries);
}

/** @param {any} row */
function milestone(row) {
  return h('div', { class: 'entry' }, h('p', { class: 'asked' }, row.question),
    row.label ? h('p', { class: 'stop' }, row.label) : null,
    ...row.words.map((/** @type {string} */ words) => h('blockquote', { dir: 'auto' }, words)));
}

/** @param {any} row */
function written(row) {
  return h('div', { class: 'entry' }, h('p', { class: 'asked' }, row.question), h('blockquote', { dir: 'auto' }, row.words));
}

function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** @param {string} date @param {string} lang */
export function longDate(date, lang) {
  return new Date(`${date}T12:00:00`).toLocaleDateString(lang, { year: 'numeric', month: 'long', day: 'numeric' });
}

/** @param {string} name @param {string} type @param {string} text */
function keep(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
