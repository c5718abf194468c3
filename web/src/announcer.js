// announcer.js - the page's one live region: each reply is spoken once, and only once.
//
// The visible conversation is not live, because a log that is also the history is read again by some screen readers.
// What is to be spoken is put into a hidden twin, a paragraph at a time, and taken out after it was surely picked up.
import { h } from './dom.js';

const KEEP_MS = 4000;
// The region must be in the tree for a moment before its first text, or that text is not spoken.
const SETTLE_MS = 100;

export class Announcer {
  constructor() {
    this.region = h('div', { class: 'unseen', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions' });
    /** @type {{text: string, lang: string}[]} */
    this.queue = [];
    this.held = true;
    setTimeout(() => this.release(), SETTLE_MS);
  }

  /** @param {string} text @param {string} [lang] */
  say(text, lang = '') {
    this.queue.push({ text, lang });
    if (!this.held) this.#flush();
  }

  /** While a modal dialog is open the region behind it is silent: keep what is said until it closes. */
  hold() { this.held = true; }

  release() {
    this.held = false;
    this.#flush();
  }

  clear() {
    this.queue = [];
    this.region.replaceChildren();
  }

  #flush() {
    for (const { text, lang } of this.queue.splice(0)) {
      const paragraph = h('p', { lang: lang || null, dir: 'auto' }, text);
      this.region.append(paragraph);
      setTimeout(() => paragraph.remove(), KEEP_MS);
    }
  }
}
