// cards.js - what stands at the end of a conversation, and after it was erased.
import { h } from './dom.js';

/** @param {any} words @param {{summary: () => void, afresh: () => void, lookBack: boolean}} options */
export function endCard(words, { summary, afresh, lookBack }) {
  return h('section', { class: 'card end', 'aria-labelledby': 'end-title' },
    h('h2', { id: 'end-title' }, words.endedTitle),
    h('p', { class: 'ways' },
      h('button', { class: 'button strong', type: 'button', onclick: summary }, words.keepCopy),
      h('button', { class: 'button', type: 'button', onclick: afresh }, words.afresh),
      lookBack ? h('a', { class: 'button', href: 'lookback.html' }, words.lookBack) : null));
}

/** @param {any} words @param {boolean} reached whether the server said so too @param {() => void} again */
export function erasedCard(words, reached, again) {
  return h('section', { class: 'card erased-card', 'aria-labelledby': 'erased-title' },
    h('h2', { id: 'erased-title', tabindex: '-1' }, words.erasedTitle),
    h('p', {}, reached ? words.erasedBoth : words.erasedHere),
    h('p', { class: 'ways' }, h('button', { class: 'button strong', type: 'button', onclick: again }, words.beginAgain)));
}
