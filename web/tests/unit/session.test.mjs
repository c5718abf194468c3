// The session: exactly once, whatever the network does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeToken, readSaid, Session } from '../../src/session.js';

const turn = (number, more = {}) => ({
  type: 'turn', turn: number, lines: [{ id: `line.${number}`, text: `Line ${number}` }], chapter: null, state: 'talking', help: [],
  ask: { id: `q${number}`, kind: 'choice', options: [{ id: 'yes', label: 'Yes' }] }, ...more,
});

/** A session with everything it says and sends written down. */
function make({ stored = null, online = true } = {}) {
  const sent = [], events = [], reconnects = [];
  const world = { online, stored, sent, events, reconnects };
  world.session = new Session({
    send: (frame) => { if (world.online) sent.push(frame); return world.online; },
    reconnect: (when) => reconnects.push(when),
    emit: (event) => events.push(event),
    keeper: { read: () => world.stored, keep: (token) => { world.stored = token; }, forget: () => { world.stored = null; } },
    makeToken: () => 'T', practice: 'demo', dialog: 'healing', locale: 'en',
  });
  return world;
}

/** One that has begun and stands at turn 0. */
function begun() {
  const world = make();
  world.session.connected();
  world.session.received(turn(0));
  return world;
}

const shown = ({ events }) => events.filter(({ type }) => type === 'turn').map((event) => event.turn.turn);
const types = ({ events }) => events.map(({ type }) => type);

test('opens with a new token, kept for this tab', () => {
  const world = make();
  world.session.connected();
  assert.deepEqual(world.sent, [{ type: 'open', token: 'T', practice: 'demo', dialog: 'healing', locale: 'en' }]);
  assert.equal(world.stored, 'T');
});

test('resumes with the token of before a reload, and shows all turns once', () => {
  const world = make({ stored: 'OLD' });
  world.session.connected();
  assert.deepEqual(world.sent, [{ type: 'resume', token: 'OLD' }]);
  world.session.received({ type: 'resumed', turn: 1, turns: [turn(0, { said: null }), turn(1, { said: 'yes', by: 'choose' })] });
  assert.deepEqual(shown(world), [0, 1]);
  assert.equal(world.events[1].said.label, 'Yes');
  assert.ok(world.events.every((event) => event.replayed));
});

test('sends the number after the last turn, and one answer at a time', () => {
  const world = begun();
  assert.equal(world.session.say('hello'), true);
  assert.equal(world.session.say('again'), false);
  assert.deepEqual(world.sent.at(-1), { type: 'say', turn: 1, text: 'hello' });
});

test('shows a turn once, however often it arrives', () => {
  const world = begun();
  world.session.say('hello');
  world.session.received(turn(1));
  world.session.received(turn(1));
  world.session.received(turn(0));
  assert.deepEqual(shown(world), [0, 1]);
});

test('sends the same answer with the same number after a lost connection', () => {
  const world = begun();
  world.session.say('hello');
  world.session.connected();
  world.session.received({ type: 'resumed', turn: 0, turns: [turn(0, { said: null })] });
  assert.deepEqual(world.sent.slice(-2), [{ type: 'resume', token: 'T' }, { type: 'say', turn: 1, text: 'hello' }]);
  world.session.received(turn(1));
  assert.deepEqual(shown(world), [0, 1]);
});

test('takes the reply that was lost on its way from the record, without sending again', () => {
  const world = begun();
  world.session.say('hello');
  world.session.connected();
  const before = world.sent.length;
  world.session.received({ type: 'resumed', turn: 1, turns: [turn(0, { said: null }), turn(1, { said: 'hello', by: 'say' })] });
  assert.equal(world.sent.length, before);
  assert.equal(world.session.pending, null);
  assert.deepEqual(shown(world), [0, 1]);
  assert.ok(!types(world).includes('given-back'));
});

test('knows its own words though the record does not keep them', () => {
  const world = begun();
  world.session.say('something hard');
  world.session.received({ type: 'resumed', turn: 1, turns: [turn(0), turn(1, { said: null, by: 'say' })] });
  assert.equal(world.events.at(-1).said.label, 'something hard');
});

test('keeps words that were written without a connection', () => {
  const world = begun();
  world.online = false;
  world.session.say('hello');
  assert.deepEqual(types(world).slice(-2), ['under-way', 'unsent']);
  world.online = true;
  world.session.connected();
  world.session.received({ type: 'resumed', turn: 0, turns: [turn(0)] });
  assert.deepEqual(world.sent.at(-1), { type: 'say', turn: 1, text: 'hello' });
});

test('another tab was first: shows what stands, gives the words back, and says so', () => {
  const world = begun();
  world.session.say('mine');
  world.session.received({ type: 'error', code: 'conflict', turn: 1 });
  assert.deepEqual(world.reconnects, ['now']);
  world.session.connected();
  world.session.received({ type: 'resumed', turn: 1, turns: [turn(0), turn(1, { said: 'theirs', by: 'say' })] });
  assert.deepEqual(shown(world), [0, 1]);
  assert.deepEqual(types(world).slice(-3), ['given-back', 'turn', 'notice']);
  assert.equal(world.events.at(-2).said.value, 'theirs');
  assert.deepEqual(world.events.at(-1), { type: 'notice', code: 'elsewhere' });
});

test('a conversation that is no longer kept begins anew, and says so', () => {
  const world = make({ stored: 'OLD' });
  world.session.connected();
  world.session.received({ type: 'error', code: 'gone', turn: 0 });
  assert.deepEqual(types(world), ['afresh', 'notice']);
  assert.equal(world.stored, null);
  world.session.connected();
  assert.equal(world.sent.at(-1).type, 'open');
});

test('a busy server gets the same answer again later', () => {
  const world = begun();
  world.session.say('hello');
  world.session.received({ type: 'error', code: 'busy', turn: 0 });
  assert.deepEqual(world.reconnects, ['later']);
  assert.equal(world.session.pending.turn, 1);
});

test('a refused answer is given back', () => {
  const world = begun();
  world.session.say('x'.repeat(9000));
  world.session.received({ type: 'error', code: 'too_long', turn: 0 });
  assert.deepEqual(types(world).slice(-2), ['given-back', 'notice']);
  assert.equal(world.session.say('shorter'), true);
});

test('says the current turn again in another language, once', () => {
  const world = begun();
  world.session.speak('es');
  assert.deepEqual(world.sent.at(-1), { type: 'locale', locale: 'es' });
  world.session.received(turn(0));
  world.session.received(turn(0));
  assert.equal(types(world).filter((type) => type === 'retold').length, 1);
});

test('erases here at once, on the server as soon as it can be reached, and says so once', () => {
  const world = begun();
  world.online = false;
  assert.equal(world.session.erase(), false);
  assert.equal(world.stored, null);
  world.online = true;
  world.session.connected();
  world.session.received({ type: 'resumed', turn: 0, turns: [turn(0)] });
  assert.deepEqual(world.sent.slice(-2), [{ type: 'resume', token: 'T' }, { type: 'erase' }]);
  world.session.received({ type: 'erased' });
  world.session.closedForGood(4410);
  assert.equal(types(world).filter((type) => type === 'erased').length, 1);
});

test('an erased conversation takes no late reply', () => {
  const world = begun();
  world.session.say('hello');
  world.session.erase();
  world.session.received(turn(1));
  assert.deepEqual(shown(world), [0]);
});

test('reads what the record says was said', () => {
  const ask = { id: 'q', kind: 'choice', options: [{ id: 'yes', label: 'Yes' }] };
  assert.equal(readSaid({ said: null }, ask), null);
  assert.deepEqual(readSaid({ by: 'say', said: null }, ask), { kind: 'say', value: null, label: '' });
  assert.deepEqual(readSaid({ by: 'say', said: 'hi' }, ask), { kind: 'say', value: 'hi', label: 'hi' });
  assert.deepEqual(readSaid({ by: 'choose', said: 'yes' }, ask), { kind: 'choose', value: 'yes', label: 'Yes' });
  assert.deepEqual(readSaid({ by: 'do', said: 'skip' }, ask), { kind: 'do', value: 'skip', label: '' });
});

test('a token is 32 random bytes, base64url', () => {
  assert.match(makeToken(), /^[\w-]{43}$/);
  assert.notEqual(makeToken(), makeToken());
});
