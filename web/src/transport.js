// transport.js - one WebSocket to /v1/talk that comes back by itself.
//
// It knows frames and reconnecting, nothing of the conversation: after every (re)connection it calls `onConnect`, and the
// session says what is to be sent first. Everything it needs of the world is passed in, so that tests own the time.

export const SUBPROTOCOL = 'foyer.v1';

const BACKOFF_MIN_MS = 250;
const BACKOFF_MAX_MS = 10_000;
// Some networks lose a connection without a word. Once the server has sent a heartbeat, silence for this long means that.
const SILENCE_MAX_MS = 60_000;

// Closed for good: coming back would be refused again (protocol error, policy, unknown, forbidden, erased).
const FINAL_CODES = new Set([1002, 1008, 4401, 4403, 4410]);
// The server rests an idle conversation. It is taken up again when the visitor does something, not before.
const IDLE_CODE = 4000;

/**
 * @typedef {{url: string,
 *   onConnect: () => void,
 *   onFrame: (frame: any) => void,
 *   onLink: (link: Link, code: number) => void,
 *   socket?: typeof WebSocket,
 *   random?: () => number,
 *   setTimer?: (run: () => void, ms: number) => any,
 *   clearTimer?: (timer: any) => void}} Options
 * @typedef {'connecting'|'online'|'waiting'|'resting'|'closed'} Link
 */

/**
 * Full jitter: anywhere between nothing and the doubling ceiling, so that a thousand tabs do not return at once.
 * @param {number} attempt 0 for the first
 * @param {() => number} random
 */
export function backoffMs(attempt, random) {
  return random() * Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** attempt);
}

export class Transport {
  /** @param {Options} options */
  constructor(options) {
    this.options = {
      socket: globalThis.WebSocket,
      random: Math.random,
      setTimer: (/** @type {() => void} */ run, /** @type {number} */ ms) => setTimeout(run, ms),
      clearTimer: (/** @type {any} */ timer) => clearTimeout(timer),
      ...options,
    };
    /** @type {Link} */
    this.link = 'closed';
    /** @type {WebSocket|null} */
    this.socket = null;
    this.attempt = 0;
    this.retryMs = -1;  // what the server asked for; -1: nothing
    this.heartbeats = false;
    /** @type {any} */
    this.retryTimer = null;
    /** @type {any} */
    this.silenceTimer = null;
  }

  connect() {
    if (this.link === 'online' || this.link === 'connecting') return;
    this.options.clearTimer(this.retryTimer);
    this.#become('connecting', 0);
    const socket = new this.options.socket(this.options.url, SUBPROTOCOL);
    this.socket = socket;
    socket.onopen = () => { if (this.socket === socket) this.#opened(); };
    socket.onmessage = (event) => { if (this.socket === socket) this.#received(event.data); };
    socket.onclose = (event) => { if (this.socket === socket) this.#closed(event.code); };
  }

  /** Whether the frame went out; if not, the session sends it after the next connection. @param {object} frame */
  send(frame) {
    if (this.link !== 'online' || !this.socket) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Something happened that makes a try worthwhile now: the network is back, the tab is looked at, a button was pressed. */
  nudge() {
    if (this.link === 'waiting' || this.link === 'resting') this.connect();
  }

  /** Ends the connection and stays away. */
  close() {
    this.#drop();
    this.#become('closed', 1000);
  }

  /** A new connection in place of this one; "later" after the pause that follows a lost one. @param {'now'|'later'} when */
  reconnect(when) {
    this.#drop();
    if (when === 'later') return this.#closed(1012);
    this.link = 'closed';
    this.connect();
  }

  #drop() {
    this.options.clearTimer(this.retryTimer);
    this.options.clearTimer(this.silenceTimer);
    const socket = this.socket;
    this.socket = null;
    socket?.close(1000);
  }

  #opened() {
    this.#become('online', 0);
    this.#listen();
    this.options.onConnect();
  }

  /** @param {string} data */
  #received(data) {
    this.#listen();
    const frame = parse(data);
    if (!frame) return;
    const type = frame.type ?? frame.t;
    if (type === 'hb') {
      this.heartbeats = true;
      return;
    }
    if (typeof frame.retry_ms === 'number') this.retryMs = frame.retry_ms;
    if (type === 'bye') return;
    if (type !== 'error') this.attempt = 0;
    this.options.onFrame(frame);
  }

  /** @param {number} code */
  #closed(code) {
    this.socket = null;
    this.options.clearTimer(this.silenceTimer);
    if (FINAL_CODES.has(code)) return this.#become('closed', code);
    if (code === IDLE_CODE) return this.#become('resting', code);
    const wait = this.retryMs >= 0 ? this.retryMs : backoffMs(this.attempt, this.options.random);
    this.retryMs = -1;
    this.attempt += 1;
    this.#become('waiting', code);
    this.retryTimer = this.options.setTimer(() => this.connect(), wait);
  }

  #listen() {
    this.options.clearTimer(this.silenceTimer);
    if (!this.heartbeats) return;
    this.silenceTimer = this.options.setTimer(() => this.#silent(), SILENCE_MAX_MS);
  }

  #silent() {
    this.#drop();
    this.#closed(1006);
  }

  /** @param {Link} link @param {number} code */
  #become(link, code) {
    this.link = link;
    this.options.onLink(link, code);
  }
}

/** @param {string} data */
function parse(data) {
  try {
    const frame = JSON.parse(data);
    return frame && typeof frame === 'object' ? frame : null;
  } catch {
    return null;
  }
}
