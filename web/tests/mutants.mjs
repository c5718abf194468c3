// mutants.mjs - faults put in on purpose: each must be caught by a test, or the tests protect nothing.
//
//   node tests/mutants.mjs [WORD]       only those whose name has the word
import { spawnSync } from 'node:child_process';
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
  ['unsent words are lost', 'src/session.js', '    this.#sendPending();\n    for', '    for', 'e2e/resume', 'killed'],
];

async function caught([, file, from, to, test, only]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'foyer-mutant-'));
  const web = path.join(folder, 'web');
  try {
    await cp(WEB, web, { recursive: true, filter: (source) => !/node_modules|gallery$/.test(source) });
    await symlink(path.join(WEB, 'node_modules'), path.join(web, 'node_modules'));
    const text = await readFile(path.join(web, file), 'utf8');
    if (!text.includes(from)) return 'cannot be put in any more: change this list';
    await writeFile(path.join(web, file), text.replace(from, () => to));
    const run = spawnSync('node', ['--test', `--test-name-pattern=${only}`, `tests/${test}.test.mjs`],
      { cwd: web, encoding: 'utf8', timeout: 300_000, env: { ...process.env, FOYER_SCRIPTED: '1' } });
    const passed = Number(/^# pass (\d+)/m.exec(run.stdout)?.[1] ?? 0);
    const failed = Number(/^# fail (\d+)/m.exec(run.stdout)?.[1] ?? 0);
    if (failed > 0) return null;
    return passed > 0 ? 'was not caught' : 'no test ran';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

let passed = 0, failed = 0;
for (const mutant of MUTANTS.filter(([name]) => name.includes(process.argv[2] ?? ''))) {
  const wrong = await caught(mutant);
  console.log(wrong ? `${mutant[0]}: ${wrong}` : `${mutant[0]}: caught by ${mutant[4]}`);
  if (wrong) failed += 1; else passed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
