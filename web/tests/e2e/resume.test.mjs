// Nothing is lost and nothing is shown twice: reload, a server that is killed, a second tab, erasing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answers, choose, field, HANGS_MS, openBrowser, openPage, say, turns } from './browser.mjs';
import { startScripted, startSite } from './site.mjs';

let site;
before(async () => { site = await startSite(); });
after(() => site.stop());

const log = (page) => page.locator('.log').evaluate((list) => [...list.querySelectorAll('.bubble p:first-child')].map((p) => p.textContent));

async function begin(context, url = site.url) {
  const { page, odd } = await openPage(context, url);
  await page.goto(`${url}/chat?lang=en`);
  await turns(page, 1);
  return { page, odd };
}

test('shows the same conversation after a reload, and goes on', { timeout: HANGS_MS }, async (t) => {
  const { context } = await openBrowser(t);
  const { page } = await begin(context);
  await choose(page, 0);
  await say(page, 'Low, since the spring');
  const before = await log(page);
  await page.reload();
  await turns(page, 3);
  assert.deepEqual(await log(page), before);
  assert.ok(await answers(page).count());
  await choose(page, 0);
});

test('a server that is killed in mid-talk: words wait, are sent once, and answered once', { timeout: HANGS_MS }, async (t) => {
  const own = await startSite();
  t.after(() => own.stop());
  if (!own.kill) return t.skip('this server is not ours to kill');
  const { context } = await openBrowser(t);
  const { page } = await begin(context, own.url);
  await choose(page, 0);
  await own.kill();
  await page.locator('.status', { hasText: 'Reconnecting' }).waitFor();
  await field(page).fill('Written without a connection');
  await page.keyboard.press('Enter');
  await page.locator('.unsent').waitFor();
  assert.equal(await page.locator('.they').count(), 2);
  await own.revive();
  await turns(page, 3);
  assert.equal((await log(page)).filter((text) => text === 'Written without a connection').length, 1);
  assert.equal(await page.locator('.unsent').count(), 0);
});

test('a reply that was lost on its way is shown once', { timeout: HANGS_MS }, async (t) => {
  const scripted = await startScripted();
  t.after(() => scripted.stop());
  const { context } = await openBrowser(t);
  const { page } = await begin(context, scripted.url);
  await choose(page, 0);
  scripted.knobs.loseReply = true;
  await say(page, 'Low');
  assert.equal(scripted.log.filter(({ type }) => type === 'say').length, 1);
  assert.equal(await page.locator('.they').count(), 3);
});

test('two tabs with one conversation: the second to answer is shown what stands, and keeps its words', { timeout: HANGS_MS }, async (t) => {
  const { context } = await openBrowser(t);
  const { page } = await begin(context);
  await choose(page, 0);
  const [other] = await Promise.all([context.waitForEvent('page'), page.evaluate(() => { window.open(location.href, '_blank', 'opener'); })]);
  await turns(other, 2);
  await say(other, 'Said in the other tab');
  await field(page).fill('Said in this tab');
  await page.locator('.send').click();
  await page.locator('.status', { hasText: 'another tab' }).waitFor();
  assert.ok((await log(page)).includes('Said in the other tab'));
  assert.equal(await field(page).inputValue(), 'Said in this tab');
});

test('erasing: here at once, on the server too, and a new beginning', { timeout: HANGS_MS }, async (t) => {
  const { context } = await openBrowser(t);
  const { page } = await begin(context);
  await choose(page, 0);
  const token = await page.evaluate(() => sessionStorage.getItem('foyer.demo.healing'));
  await page.locator('.menu').click();
  await page.getByRole('button', { name: 'Erase this conversation' }).click();
  await page.getByRole('button', { name: 'Erase it' }).click();
  await page.locator('.erased-card', { hasText: 'gone, here and on the server' }).waitFor();
  assert.equal(await page.locator('.bubble').count(), 0);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'erased-title');
  await page.evaluate((old) => sessionStorage.setItem('foyer.demo.healing', old), token);
  await page.reload();
  await page.locator('.status', { hasText: 'no longer kept' }).waitFor();
  await turns(page, 1);
  assert.notEqual(await page.evaluate(() => sessionStorage.getItem('foyer.demo.healing')), token);
});

test('starting afresh begins a new conversation with a new key', { timeout: HANGS_MS }, async (t) => {
  const { context } = await openBrowser(t);
  const { page } = await begin(context);
  await choose(page, 0);
  const token = await page.evaluate(() => sessionStorage.getItem('foyer.demo.healing'));
  await page.locator('.menu').click();
  await page.getByRole('button', { name: 'Start afresh' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start afresh' }).click();
  await page.waitForFunction((old) => ![null, old].includes(sessionStorage.getItem('foyer.demo.healing')), token);
  await turns(page, 1);
  assert.equal(await page.locator('.you').count(), 0);
});
