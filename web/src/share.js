// share.js - the visitor goes through their own lines, and sends to the practice those that they want it to have.
//
// What stands here is what is sent: the server takes lines by name from the very summary that is shown. A receipt takes the
// place of the lines once they are sent.
import { fill, h } from './dom.js';
import { openSheet } from './sheets.js';

const FRAME_BYTES_MAX = 15_000;  // the server takes 16 KiB
const CONTACT_MAX = 200, WORDS_MAX = 4000;

/** @param {string} lang */
export async function loadShareWords(lang) {
  const module = lang === 'es' ? await import('./i18n/share-es.js') : await import('./i18n/share-en.js');
  return module.default;
}

/**
 * @typedef {{id: string, kind: 'stop'|'words', text: string}} Line
 * @typedef {{line: Line, kept: () => boolean, words: () => string, wish: () => string, element: HTMLElement}} Row
 * @typedef {{state: string, number?: string, code?: string}} Receipt
 */

/** Once the sheet is there: `receipt` and `refused` tell what became of it. */
export class ShareSheet {
  /**
   * @param {{words: any, lang: string}} context @param {any} own words of share-*.js @param {string} practice
   * @param {{send: (frame: any) => void, withdraw: () => void, look: () => void, closed: () => void}} actions
   */
  constructor({ words, lang }, own, practice, actions) {
    Object.assign(this, { own, practice, lang });
    this.actions = actions;
    this.own = own;
    this.practice = practice;
    this.message = h('p', { class: 'share-message', role: 'status' });
    this.body = h('div', { class: 'share' });
    this.sheet = openSheet({
      title: this.#say(own.title), closeLabel: words.close, kind: 'summary-sheet', lang, dir: words.dir,
      content: [this.body, this.message], onclose: actions.closed,
    });
    /** @type {Row[]} */
    this.rows = [];
  }

  /** @param {string} pattern */
  #say(pattern) { return fill(pattern, { practice: this.practice }); }

  /** The lines, to be gone through. @param {any} summary @param {number} turn */
  lines(summary, turn) {
    this.turn = turn;
    const entries = [...summary.milestones, ...summary.words].filter(({ lines }) => lines?.length);
    this.rows = entries.flatMap(({ question, lines }) => lines.map((/** @type {Line} */ line) => this.#row(question, line)));
    this.sendButton = h('button', { class: 'button strong', type: 'submit' }, this.own.send);
    this.consent = h('input', { type: 'checkbox', name: 'consent' });
    const form = h('form', { novalidate: true }, h('p', {}, this.#say(this.own.intro)), h('p', { class: 'fine' }, this.own.caution),
      ...this.rows.map(({ element }) => element), this.#contact(),
      h('label', { class: 'tick' }, this.consent, this.#say(this.own.consent)), h('p', { class: 'ways' }, this.sendButton));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    this.body.replaceChildren(form);
  }

  /** @param {string} question @param {Line} line @returns {Row} */
  #row(question, line) {
    const { own } = this;
    const keep = h('input', { type: 'checkbox', checked: true });
    const wish = h('select', {}, ...Object.entries(own.wishes).map(([value, text]) => h('option', { value }, text)));
    const field = h('textarea', { rows: '3', dir: 'auto', maxlength: String(WORDS_MAX) });
    field.value = line.text;
    const changed = h('label', { class: 'stacked', hidden: true }, own.changed, field);
    const change = line.kind === 'words' && h('button', { class: 'quiet', type: 'button', 'aria-expanded': 'false', onclick: () => {
      changed.hidden = !changed.hidden;
      change && change.setAttribute('aria-expanded', String(!changed.hidden));
      if (!changed.hidden) field.focus();
    } }, own.change);
    const more = h('div', { class: 'row-more' }, change, changed, h('label', { class: 'stacked' }, own.wish, wish));
    const quote = h('blockquote', { dir: 'auto' }, line.text);
    const element = h('fieldset', { class: 'entry', 'data-line': line.id }, h('legend', { class: 'asked' }, question), quote,
      h('label', { class: 'tick' }, keep, own.keep), more);
    keep.addEventListener('change', () => {
      more.hidden = !keep.checked;
      quote.classList.toggle('struck', !keep.checked);
    });
    return { line, element, kept: () => keep.checked, words: () => (changed.hidden ? line.text : field.value.trim()), wish: () => wish.value };
  }

  #contact() {
    const { own } = this;
    this.mayReach = h('input', { type: 'checkbox', name: 'may-reach' });
    this.name = h('input', { type: 'text', name: 'visitor', autocomplete: 'off', maxlength: String(CONTACT_MAX), dir: 'auto' });
    this.reach = h('input', { type: 'text', name: 'reach', autocomplete: 'off', maxlength: String(CONTACT_MAX), dir: 'auto' });
    const fields = h('div', { class: 'row-more', hidden: true }, h('label', { class: 'stacked' }, own.name, this.name), h('label', { class: 'stacked' }, own.reach, this.reach));
    this.mayReach.addEventListener('change', () => { fields.hidden = !this.mayReach?.checked; });
    return h('fieldset', { class: 'entry' }, h('legend', {}, own.contact), h('label', { class: 'tick' }, this.mayReach, this.#say(own.mayReach)), fields);
  }

  #frame() {
    const lines = this.rows.filter((row) => row.kept() && row.words()).map((row) => ({
      id: row.line.id,
      ...(row.words() === row.line.text ? {} : { words: row.words() }),
      ...(row.wish() === 'none' ? {} : { wish: row.wish() }),
    }));
    const reach = this.mayReach?.checked;
    return { type: 'share', turn: this.turn, consent: this.consent?.checked === true, lines, contact_consent: reach === true,
      contact: reach ? { name: this.name?.value.trim(), reach: this.reach?.value.trim() } : null };
  }

  #send() {
    const { own } = this;
    const frame = this.#frame();
    const half = frame.contact && (!frame.contact.name || !frame.contact.reach);
    const long = new TextEncoder().encode(JSON.stringify(frame)).length > FRAME_BYTES_MAX;
    const missing = !frame.lines.length ? own.needLine : half ? own.needReach : long ? own.tooLong : frame.consent ? '' : own.needConsent;
    this.message.textContent = missing || own.sending;
    if (missing) return void (missing === own.needConsent && this.consent?.focus());
    this.sendButton?.setAttribute('aria-disabled', 'true');
    this.actions.send(frame);
  }

  /** @param {string} code */
  refused(code) {
    this.sendButton?.removeAttribute('aria-disabled');
    this.message.textContent = this.own.refused[code] ?? this.own.refused.other;
  }

  /** @param {Receipt} receipt */
  receipt({ state, number, code }) {
    const { own } = this;
    const heading = h('h3', { tabindex: '-1' }, own.receiptTitle);
    const waiting = state === 'waiting';
    const pair = (/** @type {string} */ name, /** @type {string|undefined} */ value) => value ? h('p', {}, `${name}: `, h('strong', { class: 'code' }, value)) : null;
    this.body.replaceChildren(heading, h('p', { class: 'share-state' }, this.#say(own.state[state] ?? own.state.none)),
      pair(own.number, number) ?? '', pair(own.code, state === 'withdrawn' ? undefined : code) ?? '',
      waiting ? h('p', { class: 'fine' }, own.codeNote) : '',
      waiting ? h('p', { class: 'ways' },
        h('button', { class: 'button', type: 'button', onclick: () => this.actions.look() }, own.look),
        h('button', { class: 'button', type: 'button', onclick: () => this.actions.withdraw() }, own.withdraw)) : '');
    this.message.textContent = '';
    heading.focus();
  }

  close() { this.sheet.close(); }
}
