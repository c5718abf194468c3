// The transport: comes back calmly, stops when told, never in a herd.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoffMs, Transport } from '../../src/transport.js';

/** A transport on sockets and timers that the test owns. */
function make() {
  const sockets = [], timers = new Map(), links = [], frames = [];
  let connects = 0;
  class FakeSocket {
    constructor(url, protocol) { Object.assign(this, { url, protocol, sent: [] }); sockets.push(this); }
    send(text) { this.sent.push(text); }
    close(code) { this.closedWith = code; }
  }
  const transport = new Transport({
    url: 'ws://x/v1/talk', socket: FakeSocket, random: () => 0.5,
    setTimer: (run, ms) => { const key = Symbol(); timers.set(key, { run, ms }); return key; },
    clearTimer: (key) => timers.delete(key),
    onConnect: () => { connects += 1; }, onFrame: (frame) => frames.push(frame), onLink: (link, code) => links.push([link, code]),
  });
  const last = () => sockets.at(-1);
  return {
    transport, sockets, timers, links, frames, last, connects: () => connects,
    up: () => last().onopen(), down: (code) => last().onclose({ code }), hear: (frame) => last().onmessage({ data: JSON.stringify(frame) }),
    fire: () => { const [key, { run }] = [...timers].at(-1); timers.delete(key); run(); },
  };
}

test('speaks foyer.v1 and hands over frames', () => {
  const it = make();
  it.transport.connect();
  it.up();
  it.hear({ type: 'turn', turn: 0 });
  it.last().onmessage({ data: 'no JSON' });
  assert.equal(it.last().protocol, 'foyer.v1');
  assert.equal(it.connects(), 1);
  assert.deepEqual(it.frames, [{ type: 'turn', turn: 0 }]);
});

test('the back-off has full jitter, doubles, and has a ceiling', () => {
  assert.equal(backoffMs(0, () => 1), 250);
  assert.equal(backoffMs(3, () => 1), 2000);
  assert.equal(backoffMs(30, () => 1), 10_000);
  assert.equal(backoffMs(5, () => 0), 0);
});

test('waits longer each time, until a frame was heard', () => {
  const it = make();
  it.transport.connect();
  const waits = [];
  for (let i = 0; i < 3; i += 1) {
    it.down(1006);
    waits.push([...it.timers.values()].at(-1).ms);
    it.fire();
  }
  assert.deepEqual(waits, [125, 250, 500]);
  it.up();
  it.hear({ type: 'turn', turn: 0 });
  it.down(1006);
  assert.equal([...it.timers.values()].at(-1).ms, 125);
});

test('the server’s own wish for the pause wins, once', () => {
  const it = make();
  it.transport.connect();
  it.up();
  it.hear({ t: 'bye', retry_ms: 4321 });
  it.down(1012);
  assert.equal([...it.timers.values()].at(-1).ms, 4321);
});

test('stays away after a code that is final, comes back after any other', () => {
  for (const code of [1002, 1008, 4401, 4403, 4410]) {
    const it = make();
    it.transport.connect();
    it.down(code);
    assert.deepEqual(it.links.at(-1), ['closed', code]);
    assert.equal(it.timers.size, 0);
  }
  for (const code of [1001, 1006, 1011, 1012, 1013, 4008]) {
    const it = make();
    it.transport.connect();
    it.down(code);
    assert.equal(it.links.at(-1)[0], 'waiting');
  }
});

test('a conversation that was put to rest is taken up when the visitor does something', () => {
  const it = make();
  it.transport.connect();
  it.up();
  it.down(4000);
  assert.equal(it.links.at(-1)[0], 'resting');
  assert.equal(it.timers.size, 0);
  it.transport.nudge();
  assert.equal(it.sockets.length, 2);
});

test('a nudge tries at once instead of waiting', () => {
  const it = make();
  it.transport.connect();
  it.down(1006);
  it.transport.nudge();
  assert.equal(it.sockets.length, 2);
  assert.equal(it.timers.size, 0);
});

test('silence after heartbeats means a lost connection; without heartbeats it means nothing', () => {
  const it = make();
  it.transport.connect();
  it.up();
  assert.equal(it.timers.size, 0);
  it.hear({ t: 'hb' });
  it.hear({ t: 'hb' });
  assert.equal([...it.timers.values()][0].ms, 60_000);
  it.fire();
  assert.equal(it.links.at(-1)[0], 'waiting');
  assert.deepEqual(it.frames, []);
});

test('an old connection that still speaks is not heard', () => {
  const it = make();
  it.transport.connect();
  it.up();
  const old = it.last();
  it.transport.reconnect('now');
  old.onmessage({ data: '{"type":"turn","turn":7}' });
  old.onclose({ code: 4410 });
  assert.deepEqual(it.frames, []);
  assert.equal(it.links.at(-1)[0], 'connecting');
});

test('does not send into a connection that is not there', () => {
  const it = make();
  assert.equal(it.transport.send({}), false);
  it.transport.connect();
  assert.equal(it.transport.send({}), false);
  it.up();
  assert.equal(it.transport.send({ type: 'summary' }), true);
  assert.deepEqual(it.last().sent, ['{"type":"summary"}']);
});
