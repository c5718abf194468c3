// session.js - where a conversation stands, seen from the browser: what was asked, what is under way, what comes next.
//
// No DOM, no clock, no network: frames go out through `send`, everything a visitor should see goes out as events, and the
// token is kept by a `keeper`. A turn's number is its idempotency key: the answer that is under way is sent again after a
// lost connection with the same number, and a turn is shown once, however often it arrives.

/**
 * @typedef {{rule: string, words?: string}} Because
 * @typedef {{id: string, text: string, because?: Because}} Line
 * @typedef {{id: string, label: string}} Option
 * @typedef {{id: string, kind: string, options: Option[]}} Ask
 * @typedef {{label: string, href: string}} Way
 * @typedef {{id: string, name: string, text: Way|null, call: Way|null, chat: Way|null, hours: string, region?: string, for?: string[]}} HelpLine
 * @typedef {{id?: string, title: string, at: number, of: number}} Chapter
 * @typedef {{turn: number, lines: Line[], ask: Ask|null, chapter: Chapter|null,
 *   state: 'talking'|'paused'|'ended', help: HelpLine[], said?: any}} Turn
 * @typedef {{kind: 'say'|'choose'|'do', value: string, label: string}} Said
 * @typedef {{turn: number, said: Said}} Pending
 * @typedef {{type: 'turn', turn: Turn, said: Said|null, replayed: boolean}
 *   | {type: 'retold', turn: Turn}
 *   | {type: 'under-way', said: Said}
 *   | {type: 'unsent'}
 *   | {type: 'given-back', said: Said}
 *   | {type: 'summary', summary: any}
 *   | {type: 'notice', code: string}
 *   | {type: 'afresh'}
 *   | {type: 'erased', reached: boolean}} SessionEvent
 * @typedef {{read: () => string|null, keep: (token: string) => void, forget: () => void}} Keeper
 */

// What a server may call a conversation that it does not hold (any more).
const GONE = new Set(['unknown', 'gone', 'expired', 'not-found', 'not_found', 'erased']);

export class Session {
  /**
   * @param {{send: (frame: object) => boolean, emit: (event: SessionEvent) => void, keeper: Keeper,
   *   makeToken: () => string, practice: string, dialog: string, locale: string}} options
   */
  constructor(options) {
    this.options = options;
    this.locale = options.locale;
    this.dialog = options.dialog;
    this.token = options.keeper.read() ?? '';
    /** Whether the token came with the tab, from before a reload. */
    this.restored = this.token !== '';
    this.openSent = false;
    /** @type {Turn|null} the last turn that was shown */
    this.turn = null;
    /** @type {Pending|null} */
    this.pending = null;
    /** @type {object[]} requests that wait for a connection: summary, locale */
    this.waiting = [];
    /** @type {string|null} set while the server is asked to say the current turn in another language */
    this.retelling = null;
    this.erasing = false;
    /** @type {string|null} a word for the visitor after the next resume */
    this.noticeAfterResume = null;
  }

  /** The connection stands: say who we are, or begin. */
  connected() {
    if (this.erasing) {
      this.options.send({ type: 'resume', token: this.token });
      this.options.send({ type: 'erase' });
    } else if (this.restored || this.turn || this.openSent) {
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
      case 'erased': return this.#erased();
      case 'error': return this.#error(frame);
    }
  }

  /** The connection was closed for good. @param {number} code */
  closedForGood(code) {
    if (this.erasing) return code === 4410 ? this.#erased() : undefined;
    if (code === 4410) {
      this.options.keeper.forget();
      this.options.emit({ type: 'erased', reached: true });
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

  /** A new conversation with a new token, on the same connection or the next. @param {string} [dialog] */
  afresh(dialog) {
    this.dialog = dialog ?? this.dialog;
    this.token = '';
    this.restored = this.openSent = this.erasing = false;
    this.turn = this.pending = this.retelling = null;
    this.waiting = [];
    this.options.keeper.forget();
    this.options.emit({ type: 'afresh' });
  }

  #open() {
    if (!this.token) this.token = this.options.makeToken();
    this.options.keeper.keep(this.token);
    const { practice } = this.options;
    this.openSent = true;
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

  /** @param {Turn} turn */
  #turn(turn) {
    if (this.erasing) return;
    if (this.turn && turn.turn <= this.turn.turn) return this.#again(turn);
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

  /** @param {{turn: number, turns: Turn[]}} frame */
  #resumed(frame) {
    if (this.erasing) return;
    const replayed = this.turn === null;
    for (const turn of frame.turns) {
      if (this.turn && turn.turn <= this.turn.turn) continue;
      this.#show(turn, this.#saidIn(turn), replayed);
    }
    this.#flush();
    if (this.noticeAfterResume) this.options.emit({ type: 'notice', code: this.noticeAfterResume });
    this.noticeAfterResume = null;
  }

  /** What is still to be sent after a lost connection. */
  #flush() {
    const current = this.turn?.turn ?? -1;
    if (this.pending && this.pending.turn <= current) {
      this.options.emit({ type: 'given-back', said: this.pending.said });
      this.pending = null;
    }
    this.#sendPending();
    for (const frame of this.waiting.splice(0)) this.#request(frame);
  }

  /** What the visitor said in a turn that comes from the server's record. @param {Turn} turn @returns {Said|null} */
  #saidIn(turn) {
    const recorded = readSaid(turn.said, this.turn?.ask ?? null);
    if (this.pending?.turn !== turn.turn) return recorded;
    const mine = this.pending.said;
    if (recorded && recorded.value !== mine.value) return recorded;  // another tab was first: ours is given back
    this.pending = null;
    return mine;
  }

  /** @param {Turn} turn @param {Said|null} said @param {boolean} replayed */
  #show(turn, said, replayed) {
    this.turn = turn;
    this.options.emit({ type: 'turn', turn, said, replayed });
  }

  /** @param {{code: string}} error */
  #error(error) {
    if (this.erasing) return GONE.has(error.code) ? this.#erased() : undefined;
    if (GONE.has(error.code)) return this.#gone();
    if (error.code === 'conflict') return this.#conflict();
    if (error.code === 'busy') return this.options.emit({ type: 'notice', code: 'busy' });
    if (this.retelling) this.retelling = null;
    if (this.pending) {
      this.options.emit({ type: 'given-back', said: this.pending.said });
      this.pending = null;
    }
    this.options.emit({ type: 'notice', code: error.code });
  }

  /** Another tab went on with the same conversation: show what stands, and say so. */
  #conflict() {
    if (!this.turn && this.openSent) {
      this.restored = true;
    } else {
      this.noticeAfterResume = 'elsewhere';
    }
    this.options.send({ type: 'resume', token: this.token });
  }

  /** The server does not hold this conversation. It may never have begun, or its day is over. */
  #gone() {
    const lost = this.restored || this.turn !== null;
    if (!lost && this.openSent) return this.#open();
    this.afresh();
    this.options.emit({ type: 'notice', code: 'gone' });
    this.connected();
  }

  #erased() {
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
 * The record of what was said, as the server keeps it: words, an option, an action, or nothing.
 * @param {any} said @param {Ask|null} ask the question it answered @returns {Said|null}
 */
export function readSaid(said, ask) {
  if (said === null || said === undefined) return null;
  if (typeof said === 'string') return { kind: 'say', value: said, label: said };
  if (typeof said.text === 'string') return { kind: 'say', value: said.text, label: said.text };
  if (typeof said.action === 'string') return { kind: 'do', value: said.action, label: '' };
  if (typeof said.option !== 'string') return null;
  const label = said.label ?? ask?.options.find((option) => option.id === said.option)?.label ?? said.option;
  return { kind: 'choose', value: said.option, label };
}

/** 32 random bytes, base64url: the only key to this conversation. */
export function makeToken() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
