// The server is killed with SIGKILL while it holds an answer, again and again: each answer is taken once, each reply shown once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { field, HANGS_MS, openBrowser, openPage, turns } from './browser.mjs';
import { startSite } from './site.mjs';

const ROUNDS = 6;

/** Own words and the number of turns, as a visitor sees them. */
const shown = (page) => page.evaluate(() => ({
  own: [...document.querySelectorAll('.you .bubble p')].map((p) => p.textContent),
  turns: document.querySelectorAll('.they').length,
}));

test('killed in mid-sentence, many times: nothing lost, nothing twice', { timeout: HANGS_MS }, async (t) => {
  const site = await startSite();
  t.after(() => site.stop());
  if (!site.kill) return t.skip('this server is not ours to kill');
  const { context } = await openBrowser(t);
  const { page, odd } = await openPage(context, site.url);
  const tries = [];
  page.on('websocket', (socket) => tries.push(socket.url()));
  await page.goto(`${site.url}/chat?lang=en`);
  await turns(page, 1);
  const said = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const text = `These are my words, number ${round + 1}`;
    said.push(text);
    await field(page).fill(text);
    // Half of the time the answer is out and the reply may be on its way; half of the time the visitor is still writing.
    const writing = round % 2 === 1;
    if (!writing) await page.keyboard.press('Enter');
    await site.kill();
    if (writing) {
      await page.locator('.status', { hasText: 'Reconnecting' }).waitFor();
      assert.equal(await field(page).inputValue(), text, 'what is being written stays');
      await page.keyboard.press('Enter');
      await page.locator('.unsent').waitFor();
    }
    await site.revive();
    await turns(page, round + 2);
    await page.waitForFunction(() => !document.querySelector('.unsent, .spent'));
    assert.deepEqual(await shown(page), { own: said, turns: round + 2 });
  }
  await page.waitForFunction(() => document.querySelector('.status').hidden);
  await page.reload();
  await turns(page, ROUNDS + 1);
  assert.deepEqual(await shown(page), { own: said, turns: ROUNDS + 1 }, 'the record says what was seen');
  assert.ok(tries.length > ROUNDS, 'it came back by itself each time');
  assert.ok(tries.every((url) => new URL(url).search === ''), 'no key in an address');
  assert.deepEqual(odd.errors, []);
  assert.deepEqual(odd.foreign, []);
});
