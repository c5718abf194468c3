// server.mjs - the development server: files with the headers of production, and a scripted foyer.v1 WebSocket.
//
//   node tests/server.mjs [PORT]        it listens on loopback only
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { WebSocketServer } from 'ws';
import { pageOf, ScriptedTalk } from './script.mjs';

const WEB = fileURLToPath(new URL('..', import.meta.url));
const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', svg: 'image/svg+xml' };
const NAMES = { '/': 'index.html', '/chat': 'chat.html', '/v1/foyer.js': 'src/loader.js', '/demo/': 'demo/index.html' };
const SERVED = /^(index|chat|lookback)\.html$|^(src|demo)\/[\w./-]+$/;

function policy(name) {
  const own = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
  return name === 'chat.html' ? own : `${own}; frame-src 'self'; frame-ancestors 'none'`;
}

async function answer(request, response) {
  const url = new URL(request.url, 'http://127.0.0.1');
  const head = { 'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer', 'Cache-Control': 'no-cache' };
  if (url.pathname === '/v1/page') {
    response.writeHead(200, { ...head, 'Content-Type': 'application/json' });
    return response.end(JSON.stringify(pageOf(url.searchParams.get('locale') ?? 'en')));
  }
  const name = NAMES[url.pathname] ?? url.pathname.slice(1);
  if (!SERVED.test(name) || name.includes('..')) return response.writeHead(404, head).end();
  const body = await readFile(path.join(WEB, name)).catch(() => null);
  if (!body) return response.writeHead(404, head).end();
  const kind = name.split('.').pop();
  if (kind === 'html') head['Content-Security-Policy'] = policy(name);
  if (kind === 'js') Object.assign(head, { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' });
  response.writeHead(200, { ...head, 'Content-Type': TYPES[kind] ?? 'application/octet-stream' }).end(body);
}

/** One connection, as the real service treats it: open or resume first and once, then one frame at a time. */
function talkOn(socket, talks, log, knobs) {
  let token = null;
  const send = (frame) => socket.send(JSON.stringify(frame));
  const error = (code) => send({ type: 'error', code, message: code, turn: 0 });
  const first = {
    open: ({ token: t, locale }) => {
      token = t;
      if (!talks.has(t)) talks.set(t, new ScriptedTalk(locale));
      const talk = talks.get(t);
      if (talk.version > 0) return error('conflict');
      send(talk.turns[0].frame);
    },
    resume: ({ token: t }) => {
      if (!talks.has(t)) {
        error('gone');
        return socket.close(4410);
      }
      token = t;
      send(talks.get(t).resumed());
    },
  };
  const later = {
    locale: (talk, { locale }) => send(talk.speak(locale)),
    summary: (talk) => send(talk.summary()),
    erase: () => {
      talks.delete(token);
      send({ type: 'erased' });
      socket.close(4410, 'erased');
    },
  };
  const deed = (talk, frame) => {
    if (knobs.swallow) return;
    const known = talk.turns[frame.turn];
    const same = known?.said && known.said.said === (frame.text ?? frame.option ?? frame.action);
    if (known) return same || (known.said && known.said.said === null) ? send(known.frame) : error('conflict');
    if (frame.turn !== talk.version + 1) return error('conflict');
    const reply = talk.take(frame);
    if (knobs.loseReply) {
      knobs.loseReply = false;
      return socket.terminate();
    }
    if (reply) send(reply); else error('unknown_option');
  };
  socket.on('message', (data) => {
    const frame = JSON.parse(data);
    log.push(frame);
    if (first[frame.type]) return token ? error('already_open') : first[frame.type](frame);
    if (!token) return error('not_open');
    const talk = talks.get(token);
    if (!talk) return error('gone');
    if (later[frame.type]) return later[frame.type](talk, frame);
    deed(talk, frame);
  });
}

/** Starts on `port` (0: any). `kill` and `revive` play a server that goes away and comes back with what it kept. */
export async function startServer(port = 0) {
  const talks = new Map();
  const log = [];
  const knobs = { swallow: false, loseReply: false };
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: (offered) => (offered.has('foyer.v1') ? 'foyer.v1' : false) });
  sockets.on('connection', (socket) => talkOn(socket, talks, log, knobs));
  const make = () => {
    const http = createServer((request, response) => void answer(request, response));
    http.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head, (ws) => sockets.emit('connection', ws)));
    return http;
  };
  const listen = (http, at) => new Promise((resolve) => http.listen(at, '127.0.0.1', () => resolve(http.address().port)));
  let http = make();
  const at = await listen(http, port);
  const kill = () => {
    for (const socket of sockets.clients) socket.terminate();
    http.closeAllConnections();
    return new Promise((resolve) => http.close(resolve));
  };
  return {
    url: `http://127.0.0.1:${at}`, log, knobs, talks, kill, stop: kill, scripted: true,
    revive: async () => { http = make(); await listen(http, at); },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startServer(Number(process.argv[2] ?? 8099));
  console.log(`The development server is at ${url}`);
}
