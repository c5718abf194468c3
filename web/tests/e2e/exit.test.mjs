// Leaving quickly: covered first, erased, gone from the tab's history; by button and by Shift three times.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { choose, field, HANGS_MS, openBrowser, openPage, turns } from './browser.mjs';
import { startScripted, startSite } from './site.mjs';

let site;
before(async () => { site = await startSite(); });
after(() => site.stop());

/** A page that has begun; the site it leaves to is answered here. */
async function begin(t, url) {
  const { context } = await openBrowser(t);
  await context.route('https://**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>Weather' }));
  const { page } = await openPage(context, url);
  await page.goto(`${url}/demo/index.html`);
  await page.goto(`${url}/chat?lang=en`);
  await turns(page, 1);
  await choose(page, 0);
  return page;
}

async function left(page) {
  await page.waitForURL('https://**');
  assert.equal(await page.title(), 'Weather');
  await page.goBack();
  assert.ok(page.url().endsWith('/demo/index.html'), '"back" does not return to the conversation');
}

test('the button covers, erases, and leaves', { timeout: HANGS_MS }, async (t) => {
  const scripted = await startScripted();
  t.after(() => scripted.stop());
  const page = await begin(t, scripted.url);
  await page.evaluate(() => {
    // What a person over the shoulder would see at the moment of the press.
    document.querySelector('.exit').addEventListener('click', () => {
      const cover = document.getElementById('cover');
      const { width, height } = cover.getBoundingClientRect();
      sessionStorage.setItem('seen', JSON.stringify({ hidden: cover.hidden, all: width === innerWidth && height === innerHeight, words: document.getElementById('foyer').textContent, token: sessionStorage.getItem('foyer.demo.healing') }));
    });
  });
  const before = scripted.talks.size;
  await page.locator('.exit').click();
  await left(page);
  const moment = JSON.parse(await page.evaluate(() => sessionStorage.getItem('seen')));
  assert.deepEqual(moment, { hidden: false, all: true, words: '', token: null });
  assert.equal(scripted.talks.size, before - 1, 'the conversation is erased on the server');
});

const keyOf = (page) => page.evaluate(() => sessionStorage.getItem('foyer.demo.healing'));

/** Whoever had copied the key would find nothing. */
async function goneAtTheServer(page, key) {
  await page.evaluate((old) => sessionStorage.setItem('foyer.demo.healing', old), key);
  await page.goto(`${site.url}/chat?lang=en`);
  await page.locator('.status', { hasText: 'no longer kept' }).waitFor();
}

test('leaves a real server without the conversation', { timeout: HANGS_MS }, async (t) => {
  const page = await begin(t, site.url);
  const key = await keyOf(page);
  await page.locator('.exit').click();
  await left(page);
  await goneAtTheServer(page, key);
});

test('Shift three times leaves; Shift to write does not', { timeout: HANGS_MS }, async (t) => {
  const page = await begin(t, site.url);
  await field(page).focus();
  await page.keyboard.press('Shift+A');
  await page.keyboard.press('Shift+B');
  await page.keyboard.press('Shift+C');
  await page.keyboard.press('Shift');
  await page.keyboard.press('Shift');
  await page.locator('[role=log]', { hasText: 'once more' }).waitFor();
  assert.equal(await field(page).inputValue(), 'ABC');
  const key = await keyOf(page);
  await page.keyboard.press('Shift');
  await left(page);
  await goneAtTheServer(page, key);
});

test('works while a sheet is open, and without the server', { timeout: HANGS_MS }, async (t) => {
  const own = await startScripted();
  t.after(() => own.stop());
  const page = await begin(t, own.url);
  await own.kill();
  await page.locator('.help').click();
  assert.ok(await page.locator('.help-lines a').count() >= 2, 'help lines need no server');
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift');
  await page.waitForURL('https://**');
});
