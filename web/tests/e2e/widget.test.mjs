// The widget on somebody else's site: nothing before it is opened, no key heard around it, a strict policy kept.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { HANGS_MS, openBrowser, openPage } from './browser.mjs';
import { startSite } from './site.mjs';
import { seen, stored, watchAll } from './watch.mjs';

// A host page that listens to everything a script can listen to.
const LOGGER = `
window.heard = [];
const note = (event) => heard.push(event.type + ' ' + (event.key ?? JSON.stringify(event.data) ?? ''));
for (const type of ['keydown', 'keypress', 'keyup', 'input', 'beforeinput', 'compositionend', 'paste', 'copy', 'message']) {
  window.addEventListener(type, note, true);
  document.addEventListener(type, note, true);
}
new MutationObserver((changes) => changes.forEach((change) => heard.push(change.type))).observe(document.documentElement, { subtree: true, characterData: true });
window.peek = () => { try { return document.querySelector('foyer-chat').shadowRoot.querySelector('iframe').contentDocument?.body.textContent ?? null; } catch { return null; } };
window.events = [];
for (const name of ['ready', 'open', 'close', 'turn', 'finish', 'leave']) addEventListener('foyer-' + name, (event) => { events.push({ name, detail: event.detail ?? null }); });
`;
const HTML = (url, more) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A practice</title>
<script src="/logger.js"></script><script async src="${url}/v1/foyer.js" data-practice="demo" data-lang="en" ${more}></script></head>
<body><h1>A practice</h1><p><a href="#foyer">Begin a reflection</a></p><p><button id="other">Other</button></p></body></html>`;

let site, host, hostUrl, more = '';
before(async () => {
  host = createServer((request, response) => {
    if (request.url === '/logger.js') return response.setHeader('Content-Type', 'text/javascript').end(LOGGER);
    if (request.url !== '/' ) return response.writeHead(404).end();
    response.writeHead(200, {
      'Content-Type': 'text/html',
      'Content-Security-Policy': `default-src 'none'; script-src 'self' ${site.url}; frame-src ${site.url}; img-src data:; base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
    }).end(HTML(site.url, more));
  });
  await new Promise((resolve) => host.listen(0, '127.0.0.1', resolve));
  hostUrl = `http://127.0.0.1:${host.address().port}`;
  site = await startSite({ origins: [hostUrl] });
});
after(async () => {
  host.closeAllConnections();
  host.close();
  await site.stop();
});

async function visit(t, options = {}) {
  const { context } = await openBrowser(t, options);
  await watchAll(context);
  const { page, odd } = await openPage(context, hostUrl);
  await page.goto(hostUrl + (options.path ?? '/'));
  await page.locator('foyer-chat button').waitFor();
  const frame = page.frameLocator('foyer-chat iframe');
  return { context, page, odd, frame };
}

test('before it is opened: one request, no storage, no cookie', { timeout: HANGS_MS }, async (t) => {
  const { context, page, odd } = await visit(t);
  await page.waitForLoadState('networkidle');
  assert.deepEqual(odd.foreign, [`${site.url}/v1/foyer.js`]);
  assert.deepEqual(await stored(page), { cookie: '', local: {}, session: {}, databases: [], caches: [] });
  assert.deepEqual(await context.cookies(), []);
  assert.equal(await page.locator('foyer-chat iframe').count(), 0);
  assert.deepEqual((await seen(page)).violations, []);
});

test('a page that logs every key hears nothing of the conversation', { timeout: HANGS_MS }, async (t) => {
  const { page, odd, frame } = await visit(t);
  await page.locator('foyer-chat button').click();
  await frame.locator('.they').first().waitFor();
  await page.evaluate(() => { window.heard.length = 0; });
  await frame.locator('#words').click();
  await page.keyboard.type('my secret');
  await page.keyboard.press('Enter');
  await frame.locator('.they').nth(1).waitFor();
  const { heard, peek, events } = await page.evaluate(() => ({ heard: window.heard, peek: window.peek(), events: window.events }));
  assert.equal(peek, null);
  assert.ok(heard.every((each) => each.startsWith('message')), JSON.stringify(heard));
  assert.ok(!JSON.stringify([heard, events]).includes('secret'));
  assert.ok(events.some(({ name }) => name === 'turn'));
  assert.deepEqual(odd.foreign.filter((address) => !address.startsWith(site.url)), []);
  assert.deepEqual(odd.errors, []);
  assert.deepEqual((await seen(page)).violations, []);
});

test('opens from any link, closes with Escape, and gives focus back', { timeout: HANGS_MS }, async (t) => {
  const { page, frame } = await visit(t);
  await page.getByRole('link', { name: 'Begin a reflection' }).click();
  await frame.locator('.they').first().waitFor();
  await frame.locator('h1:focus').waitFor();
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('foyer-chat').opened);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Begin a reflection');
  await page.evaluate(() => document.querySelector('foyer-chat').open());
  await frame.locator('#words:focus').waitFor();
  assert.equal(await frame.locator('.they').count(), 1, 'words stay while it is closed');
  assert.deepEqual((await seen(page)).lost, []);
});

test('on a phone it is a modal sheet that fills the window', { timeout: HANGS_MS }, async (t) => {
  const { page, frame } = await visit(t, { viewport: { width: 390, height: 780 }, hasTouch: true });
  await page.locator('foyer-chat button').tap();
  await frame.locator('.they').first().waitFor();
  const box = await page.locator('foyer-chat dialog').boundingBox();
  assert.deepEqual(box, { x: 0, y: 0, width: 390, height: 780 });
  await frame.locator('.close').tap();
  await page.waitForFunction(() => !document.querySelector('foyer-chat').opened);
});

test('leaves the whole page quickly, from inside', { timeout: HANGS_MS }, async (t) => {
  const { context, page, frame } = await visit(t);
  await context.route('https://**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }));
  await page.locator('foyer-chat button').click();
  await frame.locator('.they').first().waitFor();
  await frame.locator('.exit').click();
  await page.waitForURL('https://**');
});

test('takes its colours, place and label from the script tag and the page', { timeout: HANGS_MS }, async (t) => {
  more = 'data-position="start" data-label="Talk it through" data-theme="dark"';
  const { page, frame } = await visit(t);
  more = '';
  assert.equal(await page.locator('foyer-chat button').textContent(), 'Talk it through');
  assert.ok((await page.locator('foyer-chat button').boundingBox()).x < 40);
  await page.evaluate(() => document.documentElement.style.setProperty('--foyer-accent-dark', 'rgb(1, 200, 220)'));
  await page.locator('foyer-chat button').click();
  await frame.locator('.send').waitFor();
  assert.equal(await frame.locator('.send').evaluate((button) => getComputedStyle(button).backgroundColor), 'rgb(1, 200, 220)');
});
