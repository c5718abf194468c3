// bubbles.js - the pieces a conversation is made of. Each is made once and appended; nothing is drawn again.
import { contactCard, helpList } from './help.js';
import { fill, h, hidden } from './dom.js';

/** @typedef {import('./session.js').Turn} Turn @typedef {import('./session.js').Line} Line @typedef {import('./session.js').Said} Said */

// Lines that name a person to talk to get the practice's links beside them.
const NAMES_A_PERSON = /^(person|consultation)(\.|$)/;

/**
 * What Foyer says in one turn. The bubbles are all there at once, for whoever reads with their ears; the style sheet lets
 * them appear one after the other (--nth), and a touch or a key shows them all.
 * @param {Turn} turn @param {{words: any, page: any, lang: string, replayed: boolean}} context
 */
export function theirTurn(turn, { words, page, lang, replayed }) {
  const lines = turn.lines.filter((line) => line.text);
  const bubbles = lines.map((line) => bubble(line, words, page));
  // In a hard moment the lines where people answer stand before the question, not below it.
  if (turn.help?.length) bubbles.splice(Math.max(bubbles.length - 1, 0), 0, h('div', { class: 'card help-card' }, helpList(turn.help)));
  const item = h('li', { class: replayed ? 'they' : 'they arriving', lang, dir: 'auto' }, hidden(words.theySaid + ' '), ...bubbles);
  if (lines.some((line) => NAMES_A_PERSON.test(line.id))) item.append(contactCard(words, page.practice));
  [...item.children].forEach((child, nth) => /** @type {HTMLElement} */ (child).style.setProperty('--nth', String(nth - 1)));
  return item;
}

/** @param {Line} line @param {any} words @param {any} page */
function bubble(line, words, page) {
  const asks = line.text.trimEnd().endsWith('?');
  const text = h('p', {}, ...withLinks(line.text, page.practice));
  return h('div', { class: asks ? 'bubble asks' : 'bubble' }, text, line.because ? whyThis(line.because, words) : null);
}

/** A quiet button that opens one plain sentence: which rule chose this line. @param {any} because @param {any} words */
function whyThis(because, words) {
  const pattern = because.words ? words.becauseWords : words.becauseRule;
  const answer = h('p', { class: 'because', hidden: true }, fill(pattern, because));
  const toggle = () => {
    answer.hidden = !answer.hidden;
    button.setAttribute('aria-expanded', String(!answer.hidden));
  };
  const button = h('button', { class: 'quiet why-this', type: 'button', 'aria-expanded': 'false', onclick: toggle }, words.because);
  return h('div', { class: 'why' }, button, answer);
}

/** Only what the practice itself publishes becomes a link. @param {string} text @param {any} practice */
export function withLinks(text, practice) {
  const links = new Map();
  if (practice?.booking) links.set(practice.booking, practice.booking);
  if (practice?.phone) links.set(practice.phone, 'tel:' + practice.phone.replace(/[^+\d]/g, ''));
  if (practice?.email) links.set(practice.email, 'mailto:' + practice.email);
  /** @type {(string|Node)[]} */
  let parts = [text];
  for (const [shown, href] of links) {
    parts = parts.flatMap((part) => typeof part === 'string' ? split(part, shown, href) : [part]);
  }
  return parts;
}

/** @param {string} text @param {string} shown @param {string} href @returns {(string|Node)[]} */
function split(text, shown, href) {
  const at = text.indexOf(shown);
  if (at < 0) return [text];
  const outside = href.startsWith('https:');
  const link = h('a', { href, target: outside ? '_blank' : null, rel: outside ? 'noopener noreferrer' : null }, shown);
  return [text.slice(0, at), link, text.slice(at + shown.length)];
}

/** What the visitor said or did. @param {Said} said @param {any} words @param {string} lang */
export function ownTurn(said, words, lang) {
  if (said.value === null) return h('li', { class: 'note' }, words.unkept);
  if (said.kind === 'do') return h('li', { class: 'note' }, words.did[said.value] ?? '');
  return h('li', { class: 'you', lang, dir: 'auto' }, hidden(words.youSaid + ' '),
    h('div', { class: 'bubble' }, h('p', {}, said.label)));
}

/** What is spoken of a turn. @param {Turn} turn @param {any} words */
export function spoken(turn, words) {
  const texts = turn.lines.map((line) => line.text).filter(Boolean);
  if (turn.help?.length) texts.push(words.helpTurn);
  return words.theySaid + ' ' + texts.join(' ');
}
