// menu.js - the sheets of the page: more, help now, and the question before something is erased.
import { fallbackLines, fallbackNotes, helpList } from './help.js';
import { h } from './dom.js';
import { openSheet } from './sheets.js';

/** @typedef {{words: any, page: any, lang: string, locales: {locale: string, name: string}[]}} Context */

/** @param {Context} context @param {string} title @param {(Node|null)[]} content @param {string} [kind] @param {() => void} [onclose] */
function sheet({ words, lang }, title, content, kind, onclose) {
  return openSheet({ title, closeLabel: words.close, content, lang, dir: words.dir, kind, onclose });
}

/** Help from people, at one tap, from what the page holds. @param {Context} context @param {() => void} onclose */
export function openHelp(context, onclose) {
  const { words, page } = context;
  const known = page.help?.length > 0;
  const lines = known ? page.help : fallbackLines(words);
  return sheet(context, words.helpTitle, [
    h('p', {}, words.helpIntro),
    helpList(lines),
    known ? null : fallbackNotes(words),
    h('p', { class: 'fine' }, words.exitNote),
  ], 'help-sheet', onclose);
}

/**
 * @param {Context} context
 * @param {{summary: () => void, language: (locale: string) => void, afresh: () => void, erase: () => void}} actions
 * @param {() => void} onclose
 */
export function openMenu(context, actions, onclose) {
  const { words, page } = context;
  const run = (/** @type {() => void} */ action) => () => {
    opened.close();
    action();
  };
  const item = (/** @type {string} */ label, /** @type {() => void} */ action) =>
    h('li', {}, h('button', { class: 'item', type: 'button', onclick: run(action) }, label));
  const opened = sheet(context, words.menuTitle, [
    h('p', {}, page.disclosure ?? ''),
    h('ul', { class: 'items', role: 'list' },
      item(words.far, actions.summary),
      item(words.afresh, () => confirm(context, words.afresh, words.afreshAsk, words.yesAfresh, actions.afresh, onclose)),
      item(words.erase, () => confirm(context, words.erase, words.eraseAsk, words.yesErase, actions.erase, onclose))),
    languages(context, (locale) => { opened.close(); actions.language(locale); }),
    h('p', { class: 'fine' }, words.privacy),
    h('p', { class: 'fine' }, words.exitNote),
  ], '', onclose);
  return opened;
}

/** @param {Context} context @param {(locale: string) => void} choose */
function languages({ words, lang, locales }, choose) {
  if (locales.length < 2) return null;
  return h('div', { class: 'languages', role: 'group', 'aria-label': words.language }, ...locales.map(({ locale, name }) =>
    h('button', { class: 'button', type: 'button', lang: locale, 'aria-pressed': String(locale === lang), onclick: () => choose(locale) }, name)));
}

/** @param {Context} context @param {string} title @param {string} text @param {string} yes @param {() => void} action @param {() => void} onclose */
function confirm(context, title, text, yes, action, onclose) {
  const { words } = context;
  const opened = sheet(context, title, [
    h('p', {}, text),
    h('p', { class: 'ways' },
      h('button', { class: 'button strong', type: 'button', onclick: () => { opened.close(); action(); } }, yes),
      h('button', { class: 'button', type: 'button', onclick: () => opened.close() }, words.keepOn)),
  ], '', onclose);
}
