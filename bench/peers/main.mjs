// node main.mjs < SENTENCES - steps a second of each peer; sentences, one a line, as `bench-turns --sentences` prints
// them; a second being one of processor time. Three rounds of all, the median of each.
import { readFileSync } from 'node:fs';
import { ink } from './ink.mjs';
import { rivescript } from './rivescript.mjs';
import { states } from './states.mjs';

const rounds = 3;
const roundMilliseconds = 500;

async function perSecond(round) {
  const began = process.cpuUsage();
  let steps = 0;
  let passed = 0;
  while (passed < roundMilliseconds) {
    steps += await round();
    const used = process.cpuUsage(began);
    passed = (used.user + used.system) / 1000;
  }
  return (1000 * steps) / passed;
}

const sentences = readFileSync(0, 'utf8').split('\n').filter(Boolean);
const peers = [
  ['peers.rivescript', await rivescript(sentences)],
  ['peers.inkjs', await ink()],
  ['peers.xstate', await states()],
].map(([name, round]) => ({ name, round, speeds: [] }));
for (const peer of peers) await peer.round(); // warm
for (let round = 0; round < rounds; ++round) {
  for (const peer of peers) peer.speeds.push(await perSecond(peer.round));
}
for (const { name, speeds } of peers) {
  speeds.sort((a, b) => a - b);
  console.log(`${name}\t${speeds[1].toPrecision(4)}`);
}
