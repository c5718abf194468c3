// What really travels: every request that the browser makes, asked for again packed with gzip and weighed.
import assert from 'node:assert/strict';
import { get } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pack } from '../../pack.mjs';
import { HANGS_MS, openBrowser, turns } from './browser.mjs';
import { startSite } from './site.mjs';

let site, folder;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'foyer-packed-'));
  await pack(path.join(folder, 'web'));
  site = await startSite({ web: path.join(folder, 'web') });
});
after(async () => {
  await site?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Bytes of the body as they come over the wire. @param {string} url */
const weigh = (url) => new Promise((resolve, reject) => {
  get(url, { headers: { 'Accept-Encoding': 'gzip' } }, (answer) => {
    let bytes = 0;
    answer.on('data', (part) => { bytes += part.length; });
    answer.on('end', () => resolve({ url, bytes, packed: answer.headers['content-encoding'] === 'gzip', status: answer.statusCode }));
  }).on('error', reject);
});

/** Every file that this page asks for. Data (the practice's words, /v1/page) and the icon are neither launcher nor panel. */
async function requested(t, go) {
  const { context } = await openBrowser(t);
  const urls = [];
  context.on('request', (request) => { urls.push(request.url()); });
  await go(await context.newPage());
  return Promise.all([...new Set(urls)].filter((url) => !/\/v1\/(page|talk)|icon\.svg/.test(url)).map(weigh));
}

const sum = (files) => files.reduce((all, { bytes }) => all + bytes, 0);

test('before anyone clicks: at most 4 kB in one request', { timeout: HANGS_MS }, async (t) => {
  if (site.scripted) return t.skip('the scripted server does not pack');
  const files = await requested(t, async (page) => { await page.goto(`${site.url}/demo/index.html`); await page.locator('foyer-chat button').waitFor(); await page.waitForLoadState('networkidle'); });
  const own = files.filter(({ url }) => !/demo\/|base\.css|home\.css/.test(url));  // the rest is the practice's site
  assert.deepEqual(own.map(({ url, packed, status }) => [new URL(url).pathname, packed, status]), [['/v1/foyer.js', true, 200]]);
  t.diagnostic(`${sum(own)} bytes`);
  assert.ok(sum(own) <= 4096, `${sum(own)} bytes`);
});

for (const locale of ['en', 'es']) {
  test(`launcher and panel, to the first words: at most 20 kB (${locale})`, { timeout: HANGS_MS }, async (t) => {
    if (site.scripted) return t.skip('the scripted server does not pack');
    const files = await requested(t, async (page) => { await page.goto(`${site.url}/chat?lang=${locale}`); await turns(page, 1); await page.waitForLoadState('networkidle'); });
    files.push(await weigh(`${site.url}/v1/foyer.js`));
    assert.ok(files.every(({ packed, status }) => packed && status === 200), JSON.stringify(files));
    t.diagnostic(`${sum(files)} bytes in ${files.length} requests`);
    assert.ok(files.length >= 5 && files.length <= 12, `${files.length} requests`);
    assert.ok(sum(files) <= 20 * 1024, `${sum(files)} bytes`);
  });
}
