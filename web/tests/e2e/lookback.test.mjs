// Looking back: from kept files, local only, new answers first; and keeping a file at the end of a conversation.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { readKept } from '../../src/kept.js';
import { keptFiles } from '../visits.mjs';
import { choose, HANGS_MS, openBrowser, openPage, say, turns } from './browser.mjs';
import { startScripted } from './site.mjs';
import { seen, stored, watchAll } from './watch.mjs';

let site;
before(async () => { site = await startScripted(); });
after(() => site.stop());

test('places the you of then first, then shows three marks, a table, and words', { timeout: HANGS_MS }, async (t) => {
  const { context } = await openBrowser(t);
  await watchAll(context);
  const { page, odd } = await openPage(context, site.url);
  const requests = [];
  await page.goto(`${site.url}/lookback.html?lang=en`);
  await page.locator('#files').waitFor();
  page.on('request', (request) => { if (!request.url().endsWith('.js')) requests.push(request.url()); });
  const files = await keptFiles();
  await page.locator('#files').setInputFiles([files[0], files[2]]);
  await page.getByText('letter.json is not a reflection').waitFor();
  await page.getByText('begins with two visits').waitFor();
  await page.locator('#files').setInputFiles(files[1]);
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('heading', { name: 'the you of March 4, 2026' }).waitFor();
  assert.ok(!(await page.locator('main').textContent()).includes('grey'), 'the old answer is not shown before the new one');
  await page.getByRole('button', { name: 'Now and then' }).click();
  await page.getByText('2 of 4').waitFor();
  await page.getByRole('button', { name: 'Leave this one open' }).click();
  await page.getByRole('button', { name: 'Show me now' }).click();
  assert.equal(await page.locator('.row-picture').count(), 4);
  const name = await page.locator('.row-picture').first().getAttribute('aria-label');
  assert.equal(name, 'Do you find words for what you feel? On March 4, 2026: Not yet. Seen from now: Now and then. On November 5, 2026: More than before.');
  assert.equal(await page.locator('.changed').count(), 1, 'a changed wording breaks its row');
  assert.equal(await page.locator('tbody tr').count(), 4);
  await page.getByRole('button', { name: 'Only the words' }).click();
  await page.getByText('It is all one grey.').waitFor();
  await page.getByText('nothing fell down').waitFor();
  assert.deepEqual(requests, [], 'nothing is uploaded, nothing asked for');
  assert.deepEqual(await stored(page), { cookie: '', local: {}, session: {}, databases: [], caches: [] });
  assert.deepEqual((await seen(page)).lost, []);
  assert.deepEqual((await seen(page)).violations, []);
  assert.deepEqual(odd, { console: [], errors: [], foreign: [] });
});

test('a conversation is kept as a file that looking back reads, and printed on at most two pages', { timeout: HANGS_MS }, async (t) => {
  const { context } = await openBrowser(t, { acceptDownloads: true });
  await watchAll(context);
  const { page } = await openPage(context, site.url);
  await page.goto(`${site.url}/chat?lang=en`);
  await turns(page, 1);
  await choose(page, 0);
  await say(page, 'Low <b>& tired</b>');
  await choose(page, 0);
  await choose(page, 1);
  await say(page, 'In the kitchen');
  await page.locator('.menu').click();
  await page.getByRole('button', { name: 'What I said so far' }).click();
  await page.locator('.summary').waitFor();
  const kept = {};
  for (const name of ['Keep as a file', 'Keep as data (JSON)']) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
    kept[name] = readKept(await readFile(await download.path(), 'utf8'));
    assert.match(download.suggestedFilename(), /^reflection-\d{4}-\d\d-\d\d\.(html|json)$/);
  }
  const [asPage, asData] = Object.values(kept);
  assert.deepEqual(asPage, asData);
  assert.deepEqual(asPage.milestones.map(({ id, stop, words }) => ({ id, stop, words })), [{ id: 'naming-feelings', stop: 'somewhat', words: ['In the kitchen'] }]);
  assert.equal(asPage.milestones[0].stops.length, 5);
  assert.ok(asPage.words.some(({ words }) => words === 'Low <b>& tired</b>'));
  const pdf = (await page.pdf({ format: 'Letter' })).toString('latin1');
  const pages = (pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
  assert.ok(pages >= 1 && pages <= 2, `${pages} pages`);
  assert.deepEqual((await seen(page)).violations, []);
});
