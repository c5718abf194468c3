// Every state, in every mode: no finding of axe (WCAG 2.2 A and AA, and best practice), nothing wider than the window.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { keptFiles } from '../visits.mjs';
import { choose, HANGS_MS, openBrowser, openPage, say, turns } from './browser.mjs';
import { picture, writeGallery } from './gallery.mjs';
import { startScripted } from './site.mjs';
import { liveRegions, seen, watchAll } from './watch.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const MODES = {
  light: {},
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
  '320 pixels': { viewport: { width: 320, height: 568 }, hasTouch: true },
  'right to left': { rtl: true },
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' },
  '200 % zoom': { viewport: { width: 550, height: 400 }, deviceScaleFactor: 2 },
  'in the frame': { framed: true, viewport: { width: 900, height: 760 } },
};
/** What a frame is not shown: pages of their own. */
const WHOLE_PAGES = ['spanish', 'start', 'widget open', 'demonstration', 'looking back', 'placing then', 'three marks', 'only words'];

/** In order, on one page. The server is the scripted one, so that each state is the same each time. */
const STATES = {
  begin: async (page, url) => { await page.goto(`${url}/chat?lang=en`); await turns(page, 1); },
  'why this': async (page) => { await choose(page, 0); await say(page, 'Low'); await page.locator('.why-this').last().click(); },
  milestone: async (page) => choose(page, 0),
  'free words': async (page) => choose(page, 1),
  changed: async (page) => { await page.locator('.change:not(.spent)').click(); await page.locator('.set-aside').waitFor(); await choose(page, 1); },
  menu: async (page) => page.locator('.menu').click(),
  confirm: async (page) => page.getByRole('button', { name: 'Erase this conversation' }).click(),
  summary: async (page) => { await page.keyboard.press('Escape'); await say(page, 'In the kitchen'); await page.locator('.menu').click(); await page.getByRole('button', { name: 'What I said so far' }).click(); await page.locator('.summary').waitFor(); },
  help: async (page) => { await page.keyboard.press('Escape'); await page.locator('.help').click(); },
  'a hard moment': async (page) => { await page.keyboard.press('Escape'); await say(page, 'I don’t want to live like this'); },
  'a person': async (page) => choose(page, 1),
  ended: async (page) => choose(page, 2),
  offline: async (page, url, server) => { await server.kill(); await page.locator('.status', { hasText: 'Reconnecting' }).waitFor(); await page.locator('#words').fill('Still here'); await page.locator('.send').click(); await page.locator('.unsent').first().waitFor(); },
  erased: async (page, url, server) => { await server.revive(); await page.locator('.unsent').waitFor({ state: 'detached' }); await page.locator('.menu').click(); await page.getByRole('button', { name: 'Erase this conversation' }).click(); await page.getByRole('button', { name: 'Erase it' }).click(); await page.locator('.erased-card').waitFor(); },
  spanish: async (page, url) => { await page.goto(`${url}/chat?lang=es`); await turns(page, 1); },
  start: async (page, url) => page.goto(`${url}/`),
  'widget open': async (page) => { await page.getByRole('button', { name: 'A short check-in', exact: true }).click(); await page.frameLocator('iframe').locator('.they').first().waitFor(); },
  demonstration: async (page, url) => page.goto(`${url}/demo/index.html`),
  'looking back': async (page, url) => page.goto(`${url}/lookback.html?lang=en`),
  'placing then': async (page) => { await page.locator('#files').setInputFiles((await keptFiles()).slice(0, 2)); await page.getByRole('button', { name: 'Begin' }).click(); },
  'three marks': async (page) => { await page.getByRole('button', { name: 'Now and then' }).click(); await page.getByRole('button', { name: 'Show me now' }).click(); await page.locator('summary').click(); },
  'only words': async (page) => page.getByRole('button', { name: 'Only the words' }).click(),
};

let servers = [];
before(() => { servers = []; });
after(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await writeGallery(Object.keys(STATES), Object.keys(MODES));
});

async function findings(page, whole) {
  await page.waitForFunction(() => !document.querySelector('.spent'));
  // axe takes what a bar covers at this very scroll position for covered for good: let the bars lie still meanwhile.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.top, .bottom, .composer { position: static !important; }');
    document.adoptedStyleSheets = [sheet];
  });
  const found = await axe(whole);
  await page.evaluate(() => { document.adoptedStyleSheets = []; });
  return found;
}

async function axe(page) {
  const found = [];
  // In all frames first: then the outermost is looked at with those inside it, and each by itself.
  for (const frame of page.frames()) await frame.evaluate(AXE);
  for (const frame of page.frames()) {
    const { violations } = await frame.evaluate((tags) => window.axe.run({ runOnly: tags }), TAGS);
    for (const { id, nodes } of violations) found.push(`${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 120)} ${failureSummary?.slice(0, 200)}`).join(' | ')}`);
  }
  return found;
}

/** Elements that reach out of the window, where a visitor would have to scroll sideways. */
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** The conversation inside the widget, with the same ways as a page has. */
async function inFrame(page, url) {
  await page.goto(`${url}/demo/index.html`);
  await page.evaluate(() => document.querySelector('foyer-chat').open());
  await page.frameLocator('foyer-chat iframe').locator('.they').first().waitFor();
  const frame = page.frames().find((each) => each.url().includes('/chat?'));
  const ways = { keyboard: page.keyboard, goto: async () => {} };
  return new Proxy(frame, { get: (target, name) => ways[name] ?? (typeof target[name] === 'function' ? target[name].bind(target) : target[name]) });
}

for (const [mode, { rtl, framed, ...options }] of Object.entries(MODES)) {
  test(`every state is without findings (${mode})`, { timeout: HANGS_MS }, async (t) => {
    const server = await startScripted();
    servers.push(server);
    const { context } = await openBrowser(t, options);
    await watchAll(context);
    const { page: whole, odd } = await openPage(context, server.url);
    const page = framed ? await inFrame(whole, server.url) : whole;
    for (const [state, go] of Object.entries(STATES)) {
      if (framed && WHOLE_PAGES.includes(state)) continue;
      await go(page, server.url, server);
      if (rtl) await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
      await picture(whole, mode, state);
      assert.deepEqual(await findings(page, whole), [], state);
      assert.ok(await overflow(page) <= 0, `${state} fits the window`);
      assert.ok((await liveRegions(page)).length <= 1, `${state} has one live region`);
      assert.deepEqual((await seen(page)).violations, [], `${state} keeps the policy`);
    }
    assert.deepEqual(odd.errors, []);
    assert.deepEqual(odd.foreign, []);
    assert.deepEqual(odd.console.filter((text) => !text.includes('WebSocket') && !text.includes('net::ERR')), []);
  });
}
