// session.js - where a conversation stands, seen from the browser: what was asked, what is under way, what comes next.
//
// No DOM, no clock, no network: frames go out through `send`, everything a visitor should see goes out as events, and the
// token is kept by a `keeper`. A turn's number is its idempotency key: the answer that is under way is sent again after a
// lost connection with the same number, and a turn is shown once, however often it arrives.

/**
 * @typedef {{rule: string, words?: string}} Because
 * @typedef {{id: string, text: string, because?: Because}} Line
 * @typedef {{id: string, label: string}} Option
 * @typedef {{id: string, kind: string, milestone?: string|null, options: Option[]}} Ask
 * @typedef {{label: string, href: string}} Way
 * @typedef {{id: string, name: string, text: Way|null, call: Way|null, chat: Way|null, hours: string, region?: string, for?: string[]}} HelpLine
 * @typedef {{id?: string, title: string, at: number, of: number}} Chapter
 * @typedef {{turn: number, lines: Line[], ask: Ask|null, chapter: Chapter|null,
 *   state: 'talking'|'paused'|'ended', help: HelpLine[],
 *   said?: string|null, by?: 'say'|'choose'|'do'}} Turn
 * @typedef {{kind: 'say'|'choose'|'do', value: string|null, label: string}} Said
 * @typedef {{turn: number, said: Said}} Pending
 * @typedef {{type: 'turn', turn: Turn, said: Said|null, replayed: boolean}
 *   | {type: 'retold', turn: Turn}
 *   | {type: 'under-way', said: Said}
 *   | {type: 'unsent'}
 *   | {type: 'given-back', said: Said}
 *   | {type: 'summary', summary: any}
 *   | {type: 'receipt', receipt: any}
 *   | {type: 'share-refused', code: string}
 *   | {type: 'share-heard'}
 *   | {type: 'notice', code: string}
 *   | {type: 'locale', locale: string}
 *   | {type: 'afresh'}
 *   | {type: 'erased', reached: boolean}} SessionEvent
 * @typedef {{read: () => string|null, keep: (token: string) => void, forget: () => void}} Keeper
 */

// The server is there and cannot write just now: what is under way is sent again after a pause.
const LATER = new Set(['busy', 'unavailable', 'too_fast']);

export class Session {
  /**
   * @param {{send: (frame: object) => boolean, reconnect: (when: 'now'|'later') => void,
   *   emit: (event: SessionEvent) => void, keeper: Keeper, makeToken: () => string,
   *   practice: string, dialog: string, locale: string}} options
   *   A connection belongs to one conversation, so beginning or resuming one needs a new connection.
   */
  constructor(options) {
    this.options = options;
    this.locale = options.locale;
    this.dialog = options.dialog;
    this.token = options.keeper.read() ?? '';
    /** Whether the token came with the tab, from before a reload. */
    this.restored = this.token !== '';
    /** @type {Turn|null} the last turn that was shown */
    this.turn = null;
    /** @type {Pending|null} */
    this.pending = null;
    /** @type {object[]} requests that wait for a connection: summary, locale */
    this.waiting = [];
    /** @type {string|null} set while the server is asked to say the current turn in another language */
    this.retelling = null;
    /** @type {object|null} what is being shared; the same frame again is the same share */
    this.sharing = null;
    this.erasing = false;
    /** Whether it is known to be erased. */
    this.over = false;
    /** @type {string|null} a word for the visitor after the next resume */
    this.noticeAfterResume = null;
  }

  /** The connection stands: say who we are, or begin. */
  connected() {
    if (this.erasing || this.restored || this.turn) {
      this.options.send({ type: 'resume', token: this.token });
    } else {
      this.#open();
    }
  }

  /** @param {any} frame */
  received(frame) {
    switch (frame.type) {
      case 'turn': return this.#turn(frame);
      case 'resumed': return this.#resumed(frame);
      case 'summary': return this.options.emit({ type: 'summary', summary: frame });
      case 'receipt': return this.#receipt(frame);
      case 'erased': return this.#erased();
      case 'error': return this.#error(frame);
    }
  }

  /** The connection was closed for good. @param {number} code */
  closedForGood(code) {
    if (code === 4410) {
      this.#erased();
    } else if (this.erasing) {
      return;
    } else if (code === 4401) {
      this.#gone();
    } else {
      this.options.emit({ type: 'notice', code: 'refused' });
    }
  }

  /** @param {string} text whether it is taken */
  say(text) { return this.#answer({ kind: 'say', value: text, label: text }); }

  /** @param {Option} option */
  choose(option) { return this.#answer({ kind: 'choose', value: option.id, label: option.label }); }

  /** @param {string} action */
  act(action) { return this.#answer({ kind: 'do', value: action, label: '' }); }

  askSummary() { this.#request({ type: 'summary' }); }

  /** @param {object} frame */
  share(frame) {
    this.sharing = frame;
    this.options.send(frame);
  }

  askReceipt() { this.#request({ type: 'receipt' }); }

  withdraw() { this.#request({ type: 'withdraw' }); }

  /** @param {string} locale */
  speak(locale) {
    this.locale = locale;
    if (!this.turn) return;
    this.retelling = locale;
    this.#request({ type: 'locale', locale });
  }

  /** Forgets everything here at once, and has the server forget. True if the server could be told right away. */
  erase() {
    this.options.keeper.forget();
    this.pending = null;
    this.erasing = true;
    return this.options.send({ type: 'erase' });
  }

  /** A new conversation with a new token. @param {string} [dialog] */
  afresh(dialog) {
    this.dialog = dialog ?? this.dialog;
    this.token = '';
    this.restored = this.erasing = this.over = false;
    this.turn = this.pending = this.retelling = this.sharing = null;
    this.waiting = [];
    this.options.keeper.forget();
    this.options.emit({ type: 'afresh' });
    this.options.reconnect('now');
  }

  /** The same token again is the same conversation, so an `open` whose answer was lost is simply sent again. */
  #open() {
    if (!this.token) this.token = this.options.makeToken();
    this.options.keeper.keep(this.token);
    const { practice } = this.options;
    this.options.send({ type: 'open', token: this.token, practice, dialog: this.dialog, locale: this.locale });
  }

  /** @param {Said} said */
  #answer(said) {
    if (!this.turn || this.pending) return false;
    this.pending = { turn: this.turn.turn + 1, said };
    this.options.emit({ type: 'under-way', said });
    this.#sendPending();
    return true;
  }

  #sendPending() {
    if (!this.pending) return;
    const sent = this.options.send(frameOf(this.pending));
    if (!sent) this.options.emit({ type: 'unsent' });
  }

  /** @param {object} frame */
  #request(frame) {
    if (!this.options.send(frame)) this.waiting.push(frame);
  }

  /** @param {any} receipt */
  #receipt(receipt) {
    this.sharing = null;
    this.options.emit({ type: 'receipt', receipt });
  }

  /** @param {Turn} turn */
  #turn(turn) {
    if (this.erasing) return;
    if (this.turn && turn.turn <= this.turn.turn) return this.#again(turn);
    if (this.sharing && !this.pending) {  // its words were answered as a turn, and nothing was shared
      this.sharing = null;
      this.options.emit({ type: 'share-heard' });
    }
    const said = this.pending?.turn === turn.turn ? this.pending.said : null;
    if (said) this.pending = null;
    this.#show(turn, said, false);
  }

  /** A turn that is on the page already: news only if it was asked for in another language. @param {Turn} turn */
  #again(turn) {
    if (!this.retelling || turn.turn !== this.turn?.turn) return;
    this.retelling = null;
    this.turn = turn;
    this.options.emit({ type: 'retold', turn });
  }

  /** @param {{turn: number, locale?: string, turns: Turn[]}} frame */
  #resumed(frame) {
    if (this.erasing) {
      this.options.send({ type: 'erase' });
      return;
    }
    const replayed = this.turn === null;
    if (replayed && frame.locale) this.#follow(frame.locale);
    for (const turn of frame.turns) {
      if (this.turn && turn.turn <= this.turn.turn) continue;
      this.#show(turn, this.#saidIn(turn), replayed);
    }
    this.#flush();
    if (frame.locale && frame.locale !== this.locale) this.speak(this.locale);
    if (this.noticeAfterResume) this.options.emit({ type: 'notice', code: this.noticeAfterResume });
    this.noticeAfterResume = null;
  }

  /** After a reload the conversation's own language counts, not the link's. @param {string} locale */
  #follow(locale) {
    if (locale === this.locale) return;
    this.locale = locale;
    this.options.emit({ type: 'locale', locale });
  }

  /** What is still to be sent after a lost connection. */
  #flush() {
    const current = this.turn?.turn ?? -1;
    if (this.pending && this.pending.turn <= current) this.#giveBack();
    this.#sendPending();
    for (const frame of this.waiting.splice(0)) this.#request(frame);
    if (this.sharing) this.options.send(this.sharing);
  }

  /** What the visitor said in a turn that comes from the server's record. @param {Turn} turn @returns {Said|null} */
  #saidIn(turn) {
    const recorded = readSaid(turn, this.turn?.ask ?? null);
    if (this.pending?.turn !== turn.turn) return recorded;
    const mine = this.pending.said;
    if (recorded?.value && recorded.value !== mine.value) {  // another tab was first
      this.#giveBack();
      return recorded;
    }
    this.pending = null;
    return mine;
  }

  /** @param {Turn} turn @param {Said|null} said @param {boolean} replayed */
  #show(turn, said, replayed) {
    this.turn = turn;
    this.options.emit({ type: 'turn', turn, said, replayed });
  }

  /** @param {{code: string}} error */
  #error({ code }) {
    if (code === 'gone') return this.erasing ? this.#erased() : this.#gone();
    if (this.erasing) return;
    if (this.sharing && !this.pending && !LATER.has(code)) {
      this.sharing = null;
      return this.options.emit({ type: 'share-refused', code });
    }
    if (code === 'conflict') return this.#conflict();
    if (LATER.has(code)) {
      this.options.emit({ type: 'notice', code: 'busy' });
      return this.options.reconnect('later');
    }
    if (code === 'unknown_locale') this.retelling = null;
    this.#giveBack();
    this.options.emit({ type: 'notice', code });
  }

  /** Another tab went on with the same conversation: show what stands, and say so. */
  #conflict() {
    if (this.turn) this.noticeAfterResume = 'elsewhere';
    this.restored = true;
    this.options.reconnect('now');
  }

  /** The server does not hold this conversation any more: its day is over, or another tab erased it. */
  #gone() {
    this.afresh();
    this.options.emit({ type: 'notice', code: 'gone' });
  }

  #giveBack() {
    if (this.pending) this.options.emit({ type: 'given-back', said: this.pending.said });
    this.pending = null;
  }

  #erased() {
    if (this.over) return;
    this.over = true;
    this.options.keeper.forget();
    this.options.emit({ type: 'erased', reached: true });
  }
}

/** @param {Pending} pending */
export function frameOf({ turn, said }) {
  if (said.kind === 'say') return { type: 'say', turn, text: said.value };
  if (said.kind === 'choose') return { type: 'choose', turn, option: said.value };
  return { type: 'do', turn, action: said.value };
}

/**
 * What the server's record of a turn says of the visitor: words, an option, an action. Words that were not kept have
 * value null and are shown as such.
 * @param {Turn} turn @param {Ask|null} ask the question it answered @returns {Said|null} null: nothing was said
 */
export function readSaid({ by, said }, ask) {
  if (!by) return null;
  if (said === null || said === undefined) return { kind: by, value: null, label: '' };
  if (by !== 'choose') return { kind: by, value: said, label: by === 'say' ? said : '' };
  return { kind: by, value: said, label: ask?.options.find((option) => option.id === said)?.label ?? said };
}

/** 32 random bytes, base64url: the only key to this conversation. */
export function makeToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
