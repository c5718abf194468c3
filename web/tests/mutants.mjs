// mutants.mjs - faults put in on purpose: each must be caught by a test, or the tests protect nothing.
//
//   node tests/mutants.mjs [WORD]       only those whose name has the word
//
// The tests that catch them are first run without any fault: one that fails anyway catches nothing.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const WEB = fileURLToPath(new URL('..', import.meta.url));

/** name, file, what stands there, what is put in its place, the test that must fail, and which of its cases */
const MUTANTS = [
  ['focus stays on a used answer', 'src/panel.js', "      this.actions.choose(option);\n      this.#toField();", '      this.actions.choose(option);', 'e2e/conversation', 'desktop, en'],
  ['used answers go at once', 'src/panel.js', 'setTimeout(() => element.remove(), RETIRE_MS)', 'element.remove()', 'e2e/layout', 'stays for a moment'],
  ['a second live region', 'src/panel.js', "h('p', { class: 'status', hidden: true })", "h('p', { class: 'status', role: 'status' })", 'e2e/conversation', 'desktop, en'],
  ['each reply is spoken twice', 'src/announcer.js', '      this.region.append(paragraph);', '      this.region.append(paragraph, paragraph.cloneNode(true));', 'e2e/conversation', 'desktop, en'],
  ['replies are not spoken', 'src/panel.js', 'if (!replayed) this.announcer.say', 'if (replayed) this.announcer.say', 'e2e/conversation', 'desktop, en'],
  ['an inline style', 'src/loader.js', "this.frame.title = this.label;", "this.frame.title = this.label; this.frame.setAttribute('style', 'border:0');", 'e2e/widget', 'logs every key'],
  ['markup from strings', 'src/bubbles.js', "return h('div', { class: asks ? 'bubble asks' : 'bubble' }", "document.createElement('div').innerHTML = line.text; return h('div', { class: asks ? 'bubble asks' : 'bubble' }", 'e2e/conversation', 'desktop, en'],
  ['storage before it is opened', 'src/loader.js', "this.fire('ready');", "this.fire('ready'); localStorage.setItem('visits', '1');", 'e2e/widget', 'before it is opened'],
  ['a request before it is opened', 'src/loader.js', "this.fire('ready');", "this.fire('ready'); this.dialog.append(this.makeFrame());", 'e2e/widget', 'before it is opened'],
  ['words told to the page around', 'src/page.js', "host.tell('turn', {", "host.tell('turn', { said: said?.label,", 'e2e/widget', 'logs every key'],
  ['movement for who prefers none', 'src/chat.css', '@media (prefers-reduced-motion: no-preference)', '@media all', 'e2e/layout', 'nothing moves'],
  ['a field without a label', 'src/panel.js', "h('label', { for: 'words' })", "h('label', {})", 'e2e/states', 'light'],
  ['too little contrast', 'src/base.css', '--soft: light-dark(#63564a', '--soft: light-dark(#b3a69a', 'e2e/states', 'light'],
  ['the key outlives a quick exit', 'src/page.js', '    session?.erase();\n    root', '    root', 'e2e/exit', 'covers, erases'],
  ['the cover comes last', 'src/exit.js', '    options.cover.hidden = false;\n', '', 'e2e/exit', 'covers, erases'],
  ['a bubble wider than the window', 'src/base.css', '  overflow-wrap: anywhere;', '', 'e2e/layout', '320×568'],
  ['back returns to the conversation', 'src/page.js', 'else location.replace(url);', 'else location.assign(url);', 'e2e/exit', 'covers, erases'],
  ['a turn is shown twice', 'src/session.js', 'if (this.turn && turn.turn <= this.turn.turn) return this.#again(turn);', '', 'unit/session', 'shows a turn once'],
  ['a cookie', 'src/page.js', "    case 'turn': return turned(event);", "    case 'turn': document.cookie = 'seen=1'; return turned(event);", 'e2e/conversation', 'desktop, en'],
  ['a request to somebody else', 'src/page.js', "    case 'turn': return turned(event);", "    case 'turn': new Image().src = 'https://statistics.example/turn'; return turned(event);", 'e2e/conversation', 'desktop, en'],
  ['the key in an address', 'src/page.js', "    case 'turn': return turned(event);", "    case 'turn': void fetch(`v1/page?practice=demo&locale=en&key=${keeper.read()}`); return turned(event);", 'e2e/conversation', 'desktop, en'],
  ['words in an address', 'src/page.js', 'session.say(text),', '(history.replaceState(null, "", `?said=${text}`), session.say(text)),', 'e2e/conversation', 'desktop, en'],
  ['everybody comes back at once', 'src/transport.js', 'return random() * Math.min', 'return Math.min', 'unit/transport', 'full jitter'],
  ['landmarks without names in the frame', 'src/panel.js', 'if (this.embedded) for', 'if (false) for', 'e2e/states', 'in the frame'],
  ['unsent words are lost', 'src/session.js', '    this.#sendPending();\n    for', '    for', 'e2e/resume', 'killed'],
];

/** Runs one case on a copy of the pages, with a fault or without. @returns {Promise<{passed: number, failed: number}|null>} null: the fault has no place any more */
async function run(test, only, fault) {
  const folder = await mkdtemp(path.join(tmpdir(), 'foyer-mutant-'));
  const web = path.join(folder, 'web');
  try {
    await cp(WEB, web, { recursive: true, filter: (source) => !/node_modules|gallery$/.test(source) });
    await symlink(path.join(WEB, 'node_modules'), path.join(web, 'node_modules'));
    if (fault) {
      const text = await readFile(path.join(web, fault.file), 'utf8');
      if (!text.includes(fault.from)) return null;
      await writeFile(path.join(web, fault.file), text.replace(fault.from, () => fault.to));
    }
    const report = await output(web, ['--test', `--test-name-pattern=${only}`, `tests/${test}.test.mjs`]);
    const count = (word) => Number(new RegExp(`^# ${word} (\\d+)`, 'm').exec(report)?.[1] ?? 0);
    return { passed: count('pass'), failed: count('fail') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function output(cwd, args) {
  return new Promise((resolve) => {
    const child = spawn('node', args, { cwd, stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, FOYER_SCRIPTED: '1', FOYER_PROGRAM: '' } });
    let text = '';
    child.stdout.on('data', (part) => { text += part; });
    child.on('close', () => resolve(text));
  });
}

/** What is wrong, or null if the fault was caught. */
async function caught([, file, from, to, test, only]) {
  const result = await run(test, only, { file, from, to });
  if (!result) return 'cannot be put in any more: change this list';
  if (result.failed > 0) return null;
  return result.passed > 0 ? 'was not caught' : 'no test ran';
}

async function sound([, , , , test, only]) {
  const { passed, failed } = await run(test, only, null);
  return passed > 0 && failed === 0 ? null : `${test} (${only}) fails or does not run without a fault`;
}

/** Two at a time. @param {any[]} items @param {(item: any) => Promise<string|null>} check @param {(item: any) => string} name */
async function all(items, check, name) {
  const rest = [...items];
  let failed = 0;
  const work = async () => {
    for (let item = rest.shift(); item; item = rest.shift()) {
      const wrong = await check(item);
      console.log(`${wrong ? 'WRONG' : 'ok   '} ${name(item)}${wrong ? `: ${wrong}` : ''}`);
      if (wrong) failed += 1;
    }
  };
  await Promise.all([work(), work()]);
  return failed;
}

const chosen = MUTANTS.filter(([name]) => name.includes(process.argv[2] ?? ''));
const cases = [...new Map(chosen.map((mutant) => [`${mutant[4]} ${mutant[5]}`, mutant])).values()];
const unsound = await all(cases, sound, (mutant) => `without a fault: ${mutant[4]} (${mutant[5]})`);
const missed = await all(chosen, caught, ([name, , , , test]) => `${name}: ${test}`);
console.log(`${chosen.length - missed} of ${chosen.length} faults caught`);
process.exitCode = unsound + missed || chosen.length === 0 ? 1 : 0;
