// page.js - the chat page: reads the link, fetches the page's data, and joins session, transport and panel.
//
//   /chat?dialog=healing&lang=es&practice=demo      &embed=1&host=https://… inside the widget
import { connectHost } from './host.js';
import { fill } from './dom.js';
import { endCard, erasedCard } from './cards.js';
import { openHelp, openMenu } from './menu.js';
import { Panel } from './panel.js';
import { quickExit } from './exit.js';
import { makeToken, Session } from './session.js';
import { applyTheme, themeOf } from './theme.js';
import { Transport } from './transport.js';
import { knownLocale, loadWords, LOCALES } from './words.js';

const EXIT_FALLBACK = 'https://www.google.com/';
const ERASE_WAIT_MS = 4000;

const query = new URLSearchParams(location.search);
const embedded = query.get('embed') === '1';
const practice = query.get('practice') ?? 'demo';
const dialog = query.get('dialog') ?? 'healing';
// One key a dialog, so that a second conversation in this tab does not turn up as the first.
const TOKEN = `foyer.${practice}.${dialog}`;
const root = /** @type {HTMLElement} */ (document.getElementById('foyer'));
const cover = /** @type {HTMLElement} */ (document.getElementById('cover'));

let lang = knownLocale(query.get('lang')) ?? knownLocale(navigator.language) ?? 'en';
/** @type {any} */
let words;
/** @type {any} */
let page = { practice: { id: practice, name: '', booking: '', phone: '', email: '' }, dialogs: [], locales: [], disclosure: '', help: [] };
/** @type {Panel} */
let panel;
let helpShown = false;
/** @type {import('./share.js').ShareSheet|null} */
let shareSheet = null;
/** @type {any} the summary that may be shared once the server says that nothing was */
let toShare = null;
/** The state of the last receipt: someone who shared is told when it was opened. */
let shared = 'none';
/** The stops of each milestone that was asked, for looking back later. @type {Map<string, {id: string, label: string}[]>} */
const stops = new Map();
/** @type {any} */
let eraseTimer = null;

const keeper = {
  read: () => sessionStorage.getItem(TOKEN),
  keep: (/** @type {string} */ token) => sessionStorage.setItem(TOKEN, token),
  forget: () => sessionStorage.removeItem(TOKEN),
};

/** @type {Session} */
let session;
/** @type {Transport} */
let transport;

async function begin() {
  applyTheme(themeOf(query));
  document.documentElement.classList.toggle('embedded', embedded);
  [words, page] = await Promise.all([loadWords(lang), fetchPage(lang)]);
  applyTheme(page.theme ?? {});
  panel = new Panel(root, { words, page, lang, embedded, other: otherLanguage(), actions });
  makeSession();
  if (page.missing) panel.showStatus(words.status.noPage, true);
  transport.connect();
  host.tell('ready');
}

/** @param {string} locale */
async function fetchPage(locale) {
  try {
    const answer = await fetch(`v1/page?practice=${encodeURIComponent(practice)}&locale=${locale}`);
    if (!answer.ok) throw new Error(String(answer.status));
    return await answer.json();
  } catch {
    return { ...page, missing: true };  // the conversation may still work, and help lines do
  }
}

function otherLanguage() {
  return offered().find(({ locale }) => locale !== lang) ?? null;
}

function offered() {
  return LOCALES.filter(({ locale }) => !page.locales?.length || page.locales.includes(locale));
}

function makeSession() {
  const url = new URL('v1/talk', document.baseURI);
  url.protocol = url.protocol.replace('http', 'ws');
  url.search = '';
  transport = new Transport({
    url: url.href,
    onConnect: () => session.connected(),
    onFrame: (frame) => session.received(frame),
    onLink: linked,
  });
  session = new Session({
    send: (frame) => transport.send(frame),
    reconnect: (when) => transport.reconnect(when),
    emit: happened,
    keeper, makeToken, practice, dialog, locale: lang,
  });
  addEventListener('online', () => transport.nudge());
  document.addEventListener('visibilitychange', () => { if (!document.hidden) transport.nudge(); });
}

/** @param {import('./transport.js').Link} link @param {number} code */
function linked(link, code) {
  const { status } = words;
  if (link === 'online') {
    if (panel.status?.textContent === status.waiting) {
      panel.showStatus('', false);
      panel.announcer.say(status.back, lang);
    } else if (panel.status?.textContent === status.resting) {
      panel.showStatus('', false);
    }
  }
  if (link === 'waiting' && panel.status?.textContent !== status.waiting) panel.showStatus(status.waiting, true);
  if (link === 'resting') panel.showStatus(status.resting, false);
  if (link === 'waiting' && session.pending) panel.markUnsent();
  if (link === 'closed' && code !== 1000) session.closedForGood(code);
}

/** Events that wait until the words of another language are there. @type {import('./session.js').SessionEvent[]|null} */
let waiting = null;

/** @param {import('./session.js').SessionEvent} event */
function happened(event) {
  if (waiting) return void waiting.push(event);
  switch (event.type) {
    case 'turn': return turned(event);
    case 'retold': return panel.retell(event.turn);
    case 'under-way': return panel.showUnderWay(event.said);
    case 'unsent': return unsent();
    case 'given-back': return panel.giveBack(event.said);
    case 'locale': return void follow(event.locale);
    case 'summary': return void showSummary(event.summary);
    case 'receipt': return void showReceipt(event.receipt);
    case 'share-refused': return shareSheet?.refused(event.code);
    case 'share-heard': return closeSheets();
    case 'notice': return panel.showStatus(words.status[event.code] ?? words.status[NOTICES[event.code]] ?? words.status.other, true);
    case 'afresh': return panel.clear();
    case 'erased': return showErased(event.reached);
  }
}

/** @param {string} locale */
async function follow(locale) {
  waiting = [];
  await changeWords(locale);
  const events = waiting;
  waiting = null;
  events.forEach(happened);
}

/** The server's names for what the visitor is told in one way. @type {Record<string, string>} */
const NOTICES = {
  too_long: 'too-long', unknown_locale: 'noLanguage', unknown_practice: 'refused', unknown_dialog: 'refused',
  forbidden: 'refused', bad_token: 'refused', unreadable: 'refused',
};

function unsent() {
  panel.markUnsent();
  transport.nudge();
}

/** @param {{turn: import('./session.js').Turn, said: import('./session.js').Said|null, replayed: boolean}} event */
function turned({ turn, said, replayed }) {
  const { status } = words;
  if ([status.busy, status.gone, status.elsewhere, status.given].includes(panel.status?.textContent ?? '') && said) panel.showStatus('', false);
  if (turn.help?.length) helpShown = true;
  if (turn.ask?.milestone) stops.set(turn.ask.milestone, turn.ask.options);
  panel.showTurn(turn, said, replayed);
  host.tell('turn', { progress: turn.chapter ? { at: turn.chapter.at, of: turn.chapter.of } : null });
  if (turn.state !== 'ended') return;
  host.tell('finish');
  panel.showCard(endCard(words, { summary: actions.summary, afresh, lookBack: !helpShown && !embedded }));
}

function context() {
  return { words, page, lang, locales: offered() };
}

/** A modal sheet silences the live region behind it, so it is asked to wait. */
function onSheetClosed() {
  if (!document.querySelector('dialog[open]')) panel.announcer.release();
}

const actions = {
  say: (/** @type {string} */ text) => session.say(text),
  choose: (/** @type {import('./session.js').Option} */ option) => session.choose(option),
  move: (/** @type {string} */ move) => {
    if (move === 'differently') session.say(words.differently);
    else session.act(move);
  },
  change: () => session.act('back'),
  help: () => {
    panel.announcer.hold();
    openHelp(context(), onSheetClosed);
  },
  menu: () => {
    panel.announcer.hold();
    openMenu(context(), { summary: actions.summary, language: actions.language, afresh, erase }, onSheetClosed);
  },
  summary: () => session.askSummary(),
  language: async (/** @type {string} */ locale) => {
    if (locale === lang) return;
    await changeWords(locale);
    session.speak(locale);
    panel.focusField();
  },
  close: () => host.tell('close'),
  leave: () => leave(),
};

/** @param {string} locale */
async function changeWords(locale) {
  lang = locale;
  [words, page] = await Promise.all([loadWords(locale), fetchPage(locale)]);
  panel.relabel(words, page, lang, otherLanguage());
}

/** @param {any} summary */
async function showSummary(summary) {
  const { openSummary } = await import('./summary.js');
  panel.announcer.hold();
  openSummary(context(), summary, { practice: page.practice.name, lookBack: !helpShown && !summary.hurt, stops, share: page.share ? () => share(summary) : null }, onSheetClosed);
}

/** @param {any} summary */
function share(summary) {
  closeSheets();
  toShare = summary;
  session.askReceipt();
}

function closeSheets() {
  document.querySelectorAll('dialog[open]').forEach((sheet) => /** @type {HTMLDialogElement} */ (sheet).close());
}

/** @param {any} receipt */
async function showReceipt(receipt) {
  const { loadShareWords, ShareSheet } = await import('./share.js');
  const own = await loadShareWords(lang);
  const news = shared === 'waiting' && receipt.state === 'opened';
  shared = receipt.state;
  if (!shareSheet && toShare) {
    panel.announcer.hold();
    shareSheet = new ShareSheet(context(), own, page.practice.name, {
      send: (frame) => session.share(frame), withdraw: () => session.withdraw(), look: () => session.askReceipt(),
      closed: () => {
        shareSheet = null;
        onSheetClosed();
      },
    });
    if (receipt.state === 'none') shareSheet.lines(toShare, session.turn?.turn ?? 0);
    else shareSheet.receipt(receipt);
  } else if (shareSheet) {
    shareSheet.receipt(receipt);
  } else if (news) {
    panel.showStatus(fill(own.openedNotice, { practice: page.practice.name }), true);
  }
  toShare = null;
}

// Who comes back to the page is told what became of it.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && shared === 'waiting') session.askReceipt();
});

/** What was said goes from here and from the server; then there is a new beginning. */
function afresh() {
  session.erase();
  helpShown = false;
  session.afresh();
  panel.focusField();
}

function erase() {
  panel.clear();
  panel.focusTitle();
  helpShown = false;
  session.erase();
  eraseTimer = setTimeout(() => showErased(false), ERASE_WAIT_MS);
}

/** @param {boolean} reached */
function showErased(reached) {
  clearTimeout(eraseTimer);
  panel.clear();
  document.documentElement.classList.add('erased');
  const card = erasedCard(words, reached, () => {
    document.documentElement.classList.remove('erased');
    session.afresh();
    panel.focusField();
  });
  panel.showCard(card);
  card.querySelector('h2')?.focus();
  panel.announcer.say(reached ? words.erasedBoth : words.erasedHere, lang);
}

// ----- leaving quickly -----

const host = connectHost(query.get('host'), (message) => {
  if (message === 'opened') panel?.focusTitle();
  if (message === 'reopened') panel?.focusField();
});

const leave = quickExit({
  url: () => page.exit || EXIT_FALLBACK,
  cover,
  covered: () => words?.leaving ?? '',
  forget: () => {
    session?.erase();
    root.replaceChildren();
    document.querySelectorAll('dialog').forEach((dialog) => dialog.remove());
  },
  leave: (url) => {
    host.tell('leave', { url });
    if (embedded) setTimeout(() => window.top?.location.replace(url), 100);
    else location.replace(url);
  },
  pressed: (left) => panel?.announcer.say(words.exitPresses[left], lang),
  gaveUp: () => panel?.announcer.say(words.exitPresses[0], lang),
});

// In the widget, Escape closes it; the words stay.
if (embedded) {
  addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !document.querySelector('dialog[open]')) host.tell('close');
  });
}

// iPhones lay their keyboard over the page: lift the field above it once the keyboard has settled.
let settle = 0;
window.visualViewport?.addEventListener('resize', () => {
  clearTimeout(settle);
  settle = setTimeout(() => {
    const view = /** @type {VisualViewport} */ (window.visualViewport);
    const covered = view.scale > 1.01 ? 0 : Math.max(0, innerHeight - view.height - view.offsetTop);
    document.documentElement.style.setProperty('--keyboard', `${covered}px`);
  }, 150);
});

await begin();
