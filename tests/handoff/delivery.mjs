// delivery.mjs - a practice is told: a webhook that npm's `standardwebhooks` verifies, a mail that npm's `smtp-server` takes under
// STARTTLS; neither holds a word. Usage: node delivery.mjs PATH-TO-foyer
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { randomBytes } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { SMTPServer } from 'smtp-server';
import { Webhook } from 'standardwebhooks';
import { WebSocket } from 'ws';

const program = path.resolve(process.env.FOYER_PROGRAM ?? 'build/release/foyer');
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(path.join(os.tmpdir(), 'foyer-delivery-'));
const at = (...names) => path.join(folder, ...names);
const secret = `whsec_${randomBytes(32).toString('base64')}`;
const WORDS = 'flamingo';

const once = (emitter, event) => new Promise((resolve) => emitter.once(event, resolve));
const listening = async (server) => {
  server.listen(0, '127.0.0.1');
  await once(server.server ?? server, 'listening');
  return (server.server ?? server).address().port;
};
async function until(what, seconds = 60) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; await new Promise((go) => setTimeout(go, 100))) if (what()) return;
  assert.fail(`waited ${seconds} s in vain for ${what}`);
}

// A consumer that answers as it is told, and keeps all that came.
function consumer() {
  const seen = [];
  const answers = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (data) => { body += data; });
    request.on('end', () => {
      seen.push({ path: request.url, headers: request.headers, body });
      const answer = answers.shift() ?? { status: 204 };
      response.writeHead(answer.status, answer.headers ?? {}).end(answer.body);
    });
  });
  return { seen, answers, server };
}

function mailServer() {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1', '-addext',
    'subjectAltName=IP:127.0.0.1', '-keyout', at('mail.key'), '-out', at('mail.crt')], { stdio: 'ignore' });
  const mails = [];
  const refusals = [];
  const server = new SMTPServer({
    key: readFileSync(at('mail.key')), cert: readFileSync(at('mail.crt')), logger: false,
    onAuth: ({ username, password }, session, done) =>
      done(username === 'foyer' && password === 'hush' && session.secure ? null : new Error('no'), { user: username }),
    onData: (stream, session, done) => {
      let text = '';
      stream.on('data', (data) => { text += data; });
      stream.on('end', () => {
        mails.push({ text, secure: session.secure, user: session.user, to: session.envelope.rcptTo.map(({ address }) => address) });
        done();
      });
    },
  });
  server.on('error', ({ code }) => refusals.push(code));  // a client that does not trust the certificate
  return { mails, refusals, server };
}

function practice(changes) {
  const file = at('practices', 'demo', 'practice.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file)), ...changes }, null, 2));
}

async function serve(...flags) {
  const child = spawn(program, ['serve', '--listen', '127.0.0.1:0', '--data', at('data'), '--dialogs', path.join(root, 'dialogs'), '--practices',
    at('practices'), '--web', path.join(root, 'web'), '--allow-no-origin', ...flags], { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '', log = '';
  child.stdout.on('data', (data) => { out += data; });
  child.stderr.on('data', (data) => { log += data; });
  await until(() => / on http:\/\/127/.test(out) || child.exitCode !== null);
  assert.equal(child.exitCode, null, log);
  return { port: /127\.0\.0\.1:(\d+)/.exec(out)[1], log: () => log, stop: async () => { child.kill('SIGTERM'); await once(child, 'exit'); } };
}

/** A short talk with words in it, shared whole. */
async function share(port) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/v1/talk`, 'foyer.v1');
  await once(socket, 'open');
  const ask = async (frame) => {
    socket.send(JSON.stringify(frame));
    return JSON.parse(await once(socket, 'message'));
  };
  let turn = await ask({ type: 'open', token: randomBytes(32).toString('base64url'), practice: 'demo', dialog: 'intake', locale: 'en' });
  for (let words = 0; words < 2 && turn.turn < 12;) {
    const next = turn.turn + 1;
    const { kind, options } = turn.ask;
    if (kind === 'open' || !options.length) words += 1;
    turn = await ask(kind === 'open' || !options.length ? { type: 'say', turn: next, text: `I would like to talk about ${WORDS} ${words}` }
      : { type: 'choose', turn: next, option: options[0].id });
  }
  const { milestones, words } = await ask({ type: 'summary' });
  const lines = [...milestones, ...words].flatMap((row) => row.lines);
  assert.ok(lines.some(({ text }) => text.includes(WORDS)), 'the talk holds words');
  const receipt = await ask({ type: 'share', turn: turn.turn, consent: true, lines: lines.map(({ id }) => ({ id })) });
  assert.equal(receipt.state, 'waiting');
  return { receipt, withdraw: () => ask({ type: 'withdraw' }), close: () => socket.close() };
}

test('a practice is told', async (t) => {
  const hooks = consumer();
  const mail = mailServer();
  const hookPort = await listening(hooks.server);
  const mailPort = await listening(mail.server);
  cpSync(path.join(root, 'practices'), at('practices'), { recursive: true });
  execFileSync(program, ['practice', 'init', '--practice', 'demo', '--practices', at('practices'), '--identity', at('own.key'), '--sheet', at('sheet.html')]);
  writeFileSync(at('practices', 'demo', 'webhook.secret'), `${secret}\n`);
  writeFileSync(at('mail.password'), 'hush\n');
  practice({ webhook: { url: `http://127.0.0.1:${hookPort}/hook`, secret_file: 'webhook.secret' }, notify: 'owner@practice.example' });
  const smtp = ['--smtp', `smtp://127.0.0.1:${mailPort}`, '--smtp-user', 'foyer', '--smtp-password-file', at('mail.password'), '--mail-from', 'foyer@server.example'];
  t.after(() => {
    hooks.server.close();
    mail.server.close();
    rmSync(folder, { recursive: true });
  });

  await t.test('by a webhook that verifies and a mail under STARTTLS; tried again where it failed, and never elsewhere', async () => {
    const foyer = await serve('--webhooks-to-this-machine-only', ...smtp, '--smtp-ca', at('mail.crt'));
    hooks.answers.push({ status: 302, headers: { location: '/elsewhere' } });
    const talk = await share(foyer.port);
    await until(() => hooks.seen.length >= 2 && mail.mails.length >= 1);
    await talk.close();
    await foyer.stop();
    assert.deepEqual(hooks.seen.map((one) => one.path), ['/hook', '/hook'], 'redirects are not followed');
    for (const { headers, body } of hooks.seen) {
      const told = new Webhook(secret).verify(body, headers);
      assert.equal(told.type, 'share.received');
      assert.deepEqual(told.data, { number: talk.receipt.number });
      assert.throws(() => new Webhook(secret).verify(body.replace('received', 'recieved'), headers));
    }
    assert.equal(hooks.seen[0].headers['webhook-id'], hooks.seen[1].headers['webhook-id']);
    const [{ text, secure, user, to }] = mail.mails;
    assert.deepEqual([secure, user, to], [true, 'foyer', ['owner@practice.example']]);
    assert.match(text, new RegExp(`Subject: .*${talk.receipt.number}`));
    for (const said of [text, JSON.stringify(hooks.seen), foyer.log()]) {
      assert.ok(!said.includes(WORDS));
      assert.ok(!said.includes(talk.receipt.code));
    }
    assert.equal(mail.mails.length, 1);
  });

  await t.test('no more once the consumer says 410, nor about what was withdrawn', async () => {
    hooks.seen.length = 0;
    const foyer = await serve('--webhooks-to-this-machine-only');
    hooks.answers.push({ status: 410 }, { status: 500 });
    const gone = await share(foyer.port);
    await until(() => foyer.log().includes('notice_refused'));
    const withdrawn = await share(foyer.port);
    await until(() => hooks.seen.length === 2);
    assert.equal((await withdrawn.withdraw()).state, 'withdrawn');
    await new Promise((go) => setTimeout(go, 8000));  // the next attempt would come after 5 s
    assert.equal(hooks.seen.length, 2);
    gone.close();
    withdrawn.close();
    await foyer.stop();
  });

  await t.test('to no address of this machine or a private network, by no name, and not without TLS', async () => {
    hooks.seen.length = 0;
    for (const url of [`http://127.0.0.1:${hookPort}/`, `https://127.0.0.1:${hookPort}/`, `https://localhost:${hookPort}/`, `https://[::ffff:127.0.0.1]:${hookPort}/`,
      `https://2130706433:${hookPort}/`, `https://0.0.0.0:${hookPort}/`]) {
      practice({ webhook: { url, secret_file: 'webhook.secret' }, notify: undefined });
      const connected = [];
      const note = () => connected.push(url);
      hooks.server.on('connection', note);
      const foyer = await serve();
      const talk = await share(foyer.port);
      await until(() => foyer.log().includes(`"number":"${talk.receipt.number}"`));
      assert.match(foyer.log(), /notice_put_off/);
      talk.close();
      await foyer.stop();
      hooks.server.off('connection', note);
      assert.deepEqual(connected, []);
    }
    assert.equal(hooks.seen.length, 0);
    // What is no web address is refused at the start, with file and line.
    for (const url of [`file://${at('own.key')}`, `gopher://127.0.0.1:${hookPort}/`]) {
      practice({ webhook: { url, secret_file: 'webhook.secret' }, notify: undefined });
      await assert.rejects(serve(), /practice\.json:\d+: `webhook\/url`/);
    }
  });

  await t.test('by no mail to a server that it cannot trust', async () => {
    mail.mails.length = 0;
    mail.refusals.length = 0;
    practice({ webhook: undefined, notify: 'owner@practice.example' });
    const foyer = await serve(...smtp);
    const talk = await share(foyer.port);
    await until(() => foyer.log().includes(`"number":"${talk.receipt.number}"`));
    assert.match(foyer.log(), /notice_put_off/);
    assert.equal(mail.mails.length, 0);
    assert.match(String(mail.refusals), /UNKNOWN_CA/);
    talk.close();
    await foyer.stop();
  });
});
