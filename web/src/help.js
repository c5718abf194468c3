// help.js - the lines where people answer. Shown from data that the page holds already: never waits for the server.
import { h } from './dom.js';

/** @typedef {import('./session.js').HelpLine} HelpLine @typedef {import('./session.js').Way} Way */

const SAFE = /^(https:|tel:|sms:|mailto:)/;

/** A link that opens a phone, a message or a site of its own. @param {Way} way @param {string} [kind] */
export function wayLink(way, kind = 'way') {
  const outside = way.href.startsWith('https:');
  return h('a', {
    class: kind,
    href: SAFE.test(way.href) ? way.href : null,
    target: outside ? '_blank' : null,
    rel: outside ? 'noopener noreferrer' : null,
  }, way.label);
}

/** Writing first: most people who need a line would rather not speak. @param {HelpLine} line */
export function waysOf(line) {
  return [line.text, line.chat, line.call].filter((way) => way !== null && way !== undefined);
}

/** @param {HelpLine[]} lines */
export function helpList(lines) {
  return h('ul', { class: 'help-lines', role: 'list' }, ...lines.map((line) =>
    h('li', {},
      h('p', { class: 'help-name' }, line.name),
      line.hours ? h('p', { class: 'help-hours' }, line.hours) : null,
      h('p', { class: 'ways' }, ...waysOf(line).map((way) => wayLink(way))))));
}

/** What stands there when even the page's data could not be had. @param {any} words @returns {HelpLine[]} */
export function fallbackLines(words) {
  const own = words.helpFallback;
  return [{
    id: '988', name: own.name, hours: '', chat: null,
    text: { label: own.text, href: own.textHref },
    call: { label: own.call, href: own.callHref },
  }];
}

/** @param {any} words */
export function fallbackNotes(words) {
  const own = words.helpFallback;
  return h('div', { class: 'help-notes' },
    h('p', {}, own.emergency),
    h('p', {}, wayLink({ label: own.elsewhere, href: own.elsewhereHref }, 'link')));
}

/** How to reach the practice. @param {any} words @param {any} practice */
export function contactCard(words, practice) {
  const fill = (/** @type {string} */ pattern) =>
    pattern.replace('{practice}', practice.name).replace('{phone}', practice.phone).replace('{email}', practice.email);
  const ways = [
    practice.booking && { label: words.book, href: practice.booking },
    practice.phone && { label: fill(words.phone), href: 'tel:' + practice.phone.replace(/[^+\d]/g, '') },
    practice.email && { label: fill(words.email), href: 'mailto:' + practice.email },
  ].filter(Boolean);
  return h('div', { class: 'card contact' },
    h('p', {}, fill(words.contactIntro)),
    h('p', { class: 'ways' }, ...ways.map((way) => wayLink(way))));
}
