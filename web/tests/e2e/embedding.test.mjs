// Each snippet of docs/embedding.md, as it stands there, on a page with the very policy that stands there.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { HANGS_MS, openBrowser, openPage, turns } from './browser.mjs';
import { startSite } from './site.mjs';
import { seen, watchAll } from './watch.mjs';

const doc = await readFile(new URL('../../../docs/embedding.md', import.meta.url), 'utf8');
const blocks = [...doc.matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, kind, text]) => ({ kind, text: text.trim() }));
const block = (/** @type {RegExp} */ has) => blocks.find(({ text }) => has.test(text))?.text ?? assert.fail(`no snippet with ${has}`);

let site, host, hostUrl, head = '', body = '';
const here = (/** @type {string} */ snippet) => snippet.replaceAll('https://foyer.example', site.url);

before(async () => {
  host = createServer((request, response) => {
    if (request.url === '/style.css') return response.setHeader('Content-Type', 'text/css').end(block(/--foyer-accent:/));
    if (request.url !== '/') return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Security-Policy': `default-src 'none'; style-src 'self'; img-src data:; ${here(block(/^script-src/))}` });
    response.end(`<!doctype html><html lang="en"><meta charset="utf-8"><title>A practice</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css">${head}<body><h1>A practice</h1>${body}</body></html>`);
  });
  await new Promise((resolve) => host.listen(0, '127.0.0.1', resolve));
  hostUrl = `http://127.0.0.1:${host.address().port}`;
  site = await startSite({ origins: [hostUrl] });
});
after(async () => {
  host.closeAllConnections();
  host.close();
  await site?.stop();
});

async function visit(t) {
  const { context } = await openBrowser(t);
  await watchAll(context);
  const { page, odd } = await openPage(context, hostUrl);
  await page.goto(hostUrl);
  return { page, odd };
}

for (const place of ['head', 'body']) {
  test(`the one line, at the end of the ${place}, and a link to #foyer`, { timeout: HANGS_MS }, async (t) => {
    const line = here(block(/<script/));
    [head, body] = place === 'head' ? [line, here(block(/href="#foyer"/))] : ['', here(block(/href="#foyer"/)) + line];
    const { page, odd } = await visit(t);
    await page.locator('foyer-chat button', { hasText: 'Reflect with us' }).waitFor();
    await page.getByRole('link', { name: 'Begin a reflection' }).click();
    const frame = page.frameLocator('foyer-chat iframe');
    await frame.locator('.they').first().waitFor();
    assert.equal(await frame.locator('.send').evaluate((button) => getComputedStyle(button).backgroundColor), 'rgb(36, 86, 92)', 'the colours of the style sheet arrive');
    assert.deepEqual((await seen(page)).violations, []);
    assert.deepEqual([odd.errors, odd.console], [[], []]);
  });
}

test('the plain link, where no script is allowed', { timeout: HANGS_MS }, async (t) => {
  [head, body] = ['', here(block(/\/chat\?/))];
  const { page } = await visit(t);
  await page.getByRole('link', { name: 'Begin a reflection' }).click();
  await turns(page, 1);
});

test('the page says what there is: every choice and event is in the script, and the other way round', async () => {
  const loader = await readFile(new URL('../../src/loader.js', import.meta.url), 'utf8');
  const table = doc.slice(doc.indexOf('## Choices'), doc.indexOf('**Colours**'));
  const choices = [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, name]) => name);
  const listed = (/** @type {string} */ name) => [...(new RegExp(`const ${name} = \\[(.*)\\]`).exec(loader)?.[1] ?? '').matchAll(/'([\w-]+)'/g)].map(([, each]) => each);
  assert.deepEqual(choices.sort(), listed('OPTIONS').sort());
  for (const colour of listed('COLOURS')) assert.ok(doc.includes(`--foyer-${colour}`), colour);
  const fired = new Set([...loader.matchAll(/fire\('(\w+)'/g)].map(([, name]) => `foyer-${name}`));
  const named = new Set([...doc.matchAll(/`(foyer-(?:ready|open|close|turn|finish|leave))`/g)].map(([, name]) => name));
  assert.deepEqual([...named].sort(), [...fired].sort());
});
