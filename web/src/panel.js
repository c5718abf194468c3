// panel.js - the conversation as a visitor meets it. View only: it shows what the session tells, and passes on what is
// pressed. The log only grows; the few things that change (answers, status, progress) are made once and filled anew.
//
// Two rules come from real screen readers. Focus moves first and what was pressed goes half a second later, or focus is
// lost in silence. And nothing visible is live: what is to be spoken goes through the announcer, once.
import { Announcer } from './announcer.js';
import { ownTurn, spoken, theirTurn } from './bubbles.js';
import { fill, h } from './dom.js';
import { waysOf, wayLink } from './help.js';

/** @typedef {import('./session.js').Turn} Turn @typedef {import('./session.js').Said} Said @typedef {import('./session.js').Option} Option */

const RETIRE_MS = 500;
const SLOW_MS = 3000;
const MOVES = ['skip', 'differently', 'why', 'person', 'stop'];
// After the end there is nothing to skip or to stop.
const MOVES_ENDED = new Set(['person']);

/**
 * @typedef {{say: (text: string) => boolean, choose: (option: Option) => void, move: (move: string) => void,
 *   change: () => void, help: () => void, menu: () => void, leave: () => void, close: () => void,
 *   language: (locale: string) => void}} Actions
 */

export class Panel {
  /** @param {HTMLElement} root @param {{words: any, page: any, lang: string, embedded: boolean, other: any, actions: Actions}} options */
  constructor(root, { words, page, lang, embedded, other, actions }) {
    this.root = root;
    this.words = words;
    this.page = page;
    this.lang = lang;
    this.other = other;  // the language that can be changed to: {locale, name}
    this.embedded = embedded;
    this.actions = actions;
    this.announcer = new Announcer();
    /** @type {HTMLElement|null} */
    this.underWay = null;
    /** @type {HTMLElement[]} own turns that still stand, the last one first to be changed */
    this.answered = [];
    this.askId = '';
    /** @type {any} */
    this.slowTimer = null;
    this.touched = false;
    this.#build();
    this.relabel(words, page, lang, other);
  }

  #build() {
    const { actions } = this;
    const button = (/** @type {string} */ kind, /** @type {() => void} */ run) => h('button', { type: 'button', class: kind, onclick: run });
    this.title = h('h1', { tabindex: '-1' });
    this.program = h('p', { class: 'program' });
    this.exit = button('button exit', actions.leave);
    this.help = button('button help', actions.help);
    this.menu = button('button menu', actions.menu);
    this.close = this.embedded ? button('button close', actions.close) : null;
    this.disclosure = h('span');
    this.language = button('quiet language', () => actions.language(this.other.locale));
    this.about = h('p', { class: 'about', hidden: true }, this.disclosure);
    this.strip = h('div', { class: 'strip', hidden: true });
    this.progress = h('p', { class: 'progress', hidden: true });
    this.log = h('ol', { class: 'log', role: 'list' });
    this.region = h('section', { class: 'conversation', tabindex: '-1' }, this.log);
    this.slot = h('div', { class: 'answer-slot' });
    this.status = h('p', { class: 'status', hidden: true });
    this.#buildBottom();
    this.top = h('header', { class: 'top' },
      h('div', { class: 'bar' }, h('div', { class: 'names' }, this.title, this.program, this.language, this.progress), this.exit, this.help, this.menu, this.close),
      this.strip);
    this.main = h('main', {}, this.about, this.region, this.slot, this.bottom ?? null, this.announcer.region);
    this.root.replaceChildren(this.top, this.main);
    this.#listen();
  }

  #buildBottom() {
    this.label = h('label', { for: 'words' });
    this.field = h('textarea', { id: 'words', rows: '1', dir: 'auto', autocomplete: 'off', enterkeyhint: coarse() ? 'enter' : 'send', maxlength: '4000' });
    this.send = h('button', { class: 'button send', type: 'submit' });
    this.composer = h('form', { class: 'composer' }, this.label, h('div', { class: 'row' }, this.field, this.send));
    this.moves = h('div', { class: 'moves', role: 'group' });
    this.bottom = h('div', { class: 'bottom' }, this.status ?? null, this.composer, this.moves);
    this.composer.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#say();
    });
  }

  #listen() {
    this.field?.addEventListener('keydown', (event) => {
      const plain = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
      if (!plain || coarse()) return;
      event.preventDefault();
      this.#say();
    });
    this.field?.addEventListener('input', () => this.#fit());
    // Whoever presses or touches anything need not wait for bubbles.
    const hurry = () => this.root.querySelectorAll('.arriving').forEach((item) => item.classList.remove('arriving'));
    addEventListener('pointerdown', (event) => {
      this.touched = event.pointerType === 'touch';
      hurry();
    }, true);
    addEventListener('keydown', () => {
      this.touched = false;
      hurry();
    }, true);
  }

  /** All labels, in the language of now. What was said stays in the language it was said in. */
  relabel(/** @type {any} */ words, /** @type {any} */ page, /** @type {string} */ lang, /** @type {any} */ other) {
    Object.assign(this, { words, page, lang, other });
    document.documentElement.lang = lang;
    document.documentElement.dir = words.dir;
    const put = (/** @type {Element|null|undefined} */ element, /** @type {string} */ text) => element?.replaceChildren(text);
    put(this.title, words.title);
    put(this.program, words.program);
    put(this.exit, words.exit);
    put(this.help, words.help);
    put(this.menu, words.menu);
    put(this.close, words.close);
    put(this.disclosure, page.disclosure ?? '');
    put(this.label, words.fieldLabel);
    put(this.send, words.send);
    put(this.language, other?.name ?? '');
    this.language?.setAttribute('lang', other?.locale ?? lang);
    if (this.language) this.language.hidden = !other;
    this.region?.setAttribute('aria-label', words.conversation);
    // The page around a widget has a header and a main part too; names tell them apart.
    if (this.embedded) for (const landmark of [this.top, this.main]) landmark?.setAttribute('aria-label', words.title);
    this.moves?.setAttribute('aria-label', words.moves);
    for (const [kind, text] of [['why-this', words.because], ['change', words.change]]) {
      for (const button of this.log?.querySelectorAll(`.${kind}`) ?? []) {
        button.textContent = text;
        button.setAttribute('lang', lang);
      }
    }
    this.#fillMoves();
  }

  #fillMoves() {
    const make = (/** @type {string} */ move) =>
      h('button', { class: 'quiet', type: 'button', 'data-move': move, onclick: () => this.#move(move) }, this.words[move]);
    if (!this.moves?.children.length) return this.moves?.append(...MOVES.map(make));
    for (const button of this.moves.children) button.textContent = this.words[/** @type {HTMLElement} */ (button).dataset.move ?? ''];
  }

  /** @param {string} move */
  #move(move) {
    this.actions.move(move);
    this.#toField();
  }

  #say() {
    const text = this.field?.value.trim() ?? '';
    if (!text || !this.field || !this.actions.say(text)) return;
    this.field.value = '';
    this.#fit();
    this.#toField();
  }

  /** The field grows with the words, as far as the style sheet lets it. */
  #fit() {
    if (!this.field) return;
    this.field.style.setProperty('height', 'auto');
    this.field.style.setProperty('height', `${this.field.scrollHeight + 2}px`);
  }

  /** To the field, but on a phone not: its keyboard would cover what was just said. */
  #toField() {
    const target = this.touched ? this.region : this.field;
    target?.focus({ preventScroll: true });
  }

  focusTitle() { this.title?.focus(); }

  focusField() { this.#toField(); }

  /** @param {Turn} turn @param {Said|null} said @param {boolean} replayed whether it comes from the record */
  showTurn(turn, said, replayed) {
    this.#waitNoMore();
    if (said) this.#settleOwn(said, turn);
    const item = theirTurn(turn, { words: this.words, page: this.page, lang: this.lang, replayed });
    this.log?.append(item);
    this.#disclose(turn);
    this.askId = turn.ask?.id ?? '';
    this.#showAsk(turn, !replayed);
    if (turn.help?.length) this.showStrip(turn.help);
    if (!replayed) this.announcer.say(spoken(turn, this.words), this.lang);
    this.#scroll(item, replayed);
  }

  /** What this is stands above the first words, unless those words say it themselves. @param {Turn} turn */
  #disclose(turn) {
    const { disclosure } = this.page;
    if (this.about && this.log?.childElementCount === 1) this.about.hidden = !disclosure || turn.lines.some(({ text }) => text === disclosure);
  }

  /** The question that is open, once more in another language. @param {Turn} turn */
  retell(turn) {
    this.showTurn(turn, null, false);
  }

  /** @param {Turn} turn @param {boolean} calmly */
  #showAsk(turn, calmly) {
    this.#showProgress(turn);
    this.#showAnswers(turn.ask?.options ?? [], calmly, turn.lines.length);
    const ended = turn.state === 'ended';
    for (const button of this.moves?.children ?? []) {
      const element = /** @type {HTMLElement} */ (button);
      element.hidden = ended && !MOVES_ENDED.has(element.dataset.move ?? '');
    }
  }

  /** @param {Turn} turn */
  #showProgress({ chapter }) {
    if (!this.progress) return;
    this.progress.hidden = !chapter;
    if (chapter) this.progress.textContent = fill(this.words.progress, chapter);
  }

  /** @param {Option[]} options @param {boolean} calmly @param {number} after */
  #showAnswers(options, calmly, after) {
    this.retireAnswers();
    if (!options.length) return;
    const press = (/** @type {Option} */ option) => {
      this.actions.choose(option);
      this.#toField();
    };
    const group = h('div', { class: calmly ? 'answers arriving' : 'answers', role: 'group', 'aria-label': this.words.answers, lang: this.lang },
      ...options.map((option) => h('button', { class: 'answer', type: 'button', dir: 'auto', 'data-option': option.id,
        onclick: (/** @type {MouseEvent} */ event) => usable(event) && press(option) }, option.label)));
    group.style.setProperty('--nth', String(after));
    this.slot?.append(group);
  }

  /** The answers of a question that is answered: out of sight now, out of the page when focus has surely moved. */
  retireAnswers() {
    for (const group of this.slot?.querySelectorAll('.answers:not(.spent)') ?? []) retire(group);
  }

  /** @param {Said} said */
  showUnderWay(said) {
    this.#dropChange();
    this.underWay = ownTurn(said, this.words, this.lang);
    this.log?.append(this.underWay);
    this.retireAnswers();
    if (said.kind === 'choose') this.announcer.say(`${this.words.youSaid} ${said.label}`, this.lang);
    this.#scroll(this.underWay, false);
    this.slowTimer = setTimeout(() => this.#slow(), SLOW_MS);
  }

  #slow() {
    if (this.status?.hidden === false) return;
    this.showStatus(this.words.status.slow, true);
  }

  #waitNoMore() {
    clearTimeout(this.slowTimer);
    if (this.status?.textContent === this.words.status.slow) this.showStatus('', false);
  }

  /** The words are on their way no longer than the connection is. */
  markUnsent() {
    if (!this.underWay || this.underWay.querySelector('.unsent')) return;
    clearTimeout(this.slowTimer);
    this.underWay.append(h('p', { class: 'fate unsent' }, this.words.status.unsent));
  }

  /** @param {Said} said */
  giveBack(said) {
    this.#waitNoMore();
    this.underWay?.remove();
    this.underWay = null;
    this.#offerChange();
    if (said.kind !== 'say' || !this.field) return;
    this.field.value = [said.value, this.field.value].filter(Boolean).join('\n');
    this.#fit();
  }

  /** What was under way is answered; or it comes from the record and is shown for the first time. @param {Said} said @param {Turn} turn */
  #settleOwn(said, turn) {
    const own = this.underWay ?? ownTurn(said, this.words, this.lang);
    if (!this.underWay) this.log?.append(own);
    own.querySelector('.unsent')?.remove();
    this.underWay = null;
    if (said.kind === 'do' && said.value === 'back') this.#setAside();
    // Words that did not move the conversation on (an aside, a repair) are no answer that could be changed.
    // Nor is there anything to change about words in a hard moment.
    else if ((said.kind !== 'do' || said.value === 'skip') && (turn.ask?.id ?? '') !== this.askId && !turn.help?.length) this.answered.push(own);
    this.#offerChange();
  }

  #setAside() {
    const own = this.answered.pop();
    if (!own) return;
    own.classList.add('set-aside');
    own.append(h('p', { class: 'fate' }, this.words.changed));
  }

  #offerChange() {
    this.#dropChange();
    const own = this.answered.at(-1);
    if (!own) return;
    const press = (/** @type {MouseEvent} */ event) => {
      if (!usable(event)) return;
      this.actions.change();
      this.#toField();
    };
    this.change = h('button', { class: 'quiet change', type: 'button', onclick: press }, this.words.change);
    own.append(this.change);
  }

  #dropChange() {
    if (this.change) retire(this.change);
    this.change = undefined;
  }

  /** @param {import('./session.js').HelpLine[]} lines */
  showStrip(lines) {
    // Abroad, the service puts the lines of the world first; else who answers by text and call comes first.
    const [nearest] = lines;
    const first = nearest.region === 'international' ? nearest
      : lines.find(({ text, call }) => text && call) ?? nearest;
    const all = h('button', { class: 'quiet', type: 'button', onclick: this.actions.help }, this.words.helpAll);
    this.strip?.replaceChildren(h('span', {}, this.words.helpStrip), ' ',
      ...waysOf(first).map((way) => wayLink(way, 'way small')), all);
    if (this.strip) this.strip.hidden = false;
  }

  /** The one quiet line above the field. @param {string} text @param {boolean} aloud */
  showStatus(text, aloud) {
    if (!this.status) return;
    this.status.textContent = text;
    this.status.hidden = !text;
    if (text && aloud) this.announcer.say(text, this.lang);
  }

  /** Something that stands under the last turn: the end, an erased conversation. @param {HTMLElement} card */
  showCard(card) {
    this.slot?.append(card);
    const last = this.log?.lastElementChild;
    if (last) this.#scroll(/** @type {HTMLElement} */ (last), false);
  }

  /** An empty room. */
  clear() {
    clearTimeout(this.slowTimer);
    this.log?.replaceChildren();
    this.slot?.replaceChildren();
    this.announcer.clear();
    this.answered = [];
    this.underWay = null;
    this.change = undefined;
    this.askId = '';
    if (this.strip) this.strip.hidden = true;
    if (this.progress) this.progress.hidden = true;
    if (this.field) this.field.value = '';
    this.showStatus('', false);
  }

  /** To the newest words, but never past where they begin. @param {HTMLElement} item @param {boolean} atOnce */
  #scroll(item, atOnce) {
    const page = document.scrollingElement ?? document.documentElement;
    if (item === this.log?.firstElementChild) return;
    const own = item.previousElementSibling?.classList.contains('you') ? item.previousElementSibling : item;
    const top = own.getBoundingClientRect().top + page.scrollTop - (this.root.querySelector('.top')?.clientHeight ?? 0) - 16;
    const end = page.scrollHeight - innerHeight;
    const calm = !atOnce && !matchMedia('(prefers-reduced-motion: reduce)').matches;
    scrollTo({ top: Math.min(end, top), behavior: calm ? 'smooth' : 'instant' });
  }
}

/** Pressed things stay for a moment, unusable, until focus has surely left them. @param {Element} element */
function retire(element) {
  element.classList.add('spent');
  for (const button of [element, ...element.querySelectorAll('button')]) {
    if (button.matches('button')) button.setAttribute('aria-disabled', 'true');
  }
  setTimeout(() => element.remove(), RETIRE_MS);
}

/** @param {Event} event */
function usable(event) {
  return /** @type {Element} */ (event.currentTarget).getAttribute('aria-disabled') !== 'true';
}

function coarse() {
  return matchMedia('(pointer: coarse)').matches;
}
