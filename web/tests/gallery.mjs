// gallery.mjs - pictures of every state, on phone and desktop, light and dark, and a page that shows them side by side.
//
//   node tests/gallery.mjs [FOLDER]        default: tests/gallery (not committed)
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { choose, openBrowser, say, turns } from './e2e/browser.mjs';
import { keptFiles } from './visits.mjs';
import { startServer } from './server.mjs';

const folder = process.argv[2] ?? fileURLToPath(new URL('gallery', import.meta.url));
const only = process.argv[3];
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1200, height: 850 } };

const STATES = {
  begin: async (page, url) => { await page.goto(`${url}/chat?lang=en`); await turns(page, 1); },
  middle: async (page) => { await choose(page, 0); await say(page, 'Low, since the spring. I could not say why.'); await page.locator('.why-this').last().click(); },
  milestone: async (page) => { await choose(page, 0); },
  open: async (page) => { await choose(page, 1); },
  summary: async (page) => { await say(page, 'In the kitchen. I said “ashamed” out loud, and nothing fell down.'); await page.locator('.menu').click(); await page.getByRole('button', { name: 'What I said so far' }).click(); await page.locator('.summary-sheet').waitFor(); },
  menu: async (page) => { await page.keyboard.press('Escape'); await page.locator('.menu').click(); },
  help: async (page) => { await page.keyboard.press('Escape'); await page.locator('.help').click(); },
  crisis: async (page) => { await page.keyboard.press('Escape'); await say(page, 'I don’t want to live like this'); },
  person: async (page) => { await choose(page, 1); },
  ended: async (page) => { await choose(page, 2); },
  erased: async (page) => { await page.locator('.menu').click(); await page.getByRole('button', { name: 'Erase this conversation' }).click(); await page.getByRole('button', { name: 'Erase it' }).click(); await page.locator('.erased-card').waitFor(); },
  spanish: async (page, url) => { await page.goto(`${url}/chat?lang=es`); await turns(page, 1); },
  offline: async (page, url, server) => { await choose(page, 0); await server.kill(); await page.locator('#words').fill('Cansancio, sobre todo.'); await page.locator('.send').click(); await page.locator('.unsent').waitFor(); },
  cover: async (page, url, server) => { await server.revive(); await page.route('https://**', (route) => route.abort()); await page.evaluate(() => { document.getElementById('cover').hidden = false; document.getElementById('cover').textContent = 'Loading'; document.documentElement.classList.add('leaving'); }); },
  home: async (page, url) => { await page.unroute('https://**'); await page.goto(`${url}/`); },
  widget: async (page) => { await page.getByRole('button', { name: 'A short check-in', exact: true }).first().click(); await page.frameLocator('iframe').locator('.they').first().waitFor(); },
  demo: async (page, url) => { await page.goto(`${url}/demo/index.html`); },
  'look-placing': async (page, url) => { await page.goto(`${url}/lookback.html?lang=en`); await page.locator('#files').setInputFiles((await keptFiles()).slice(0, 2)); await page.getByRole('button', { name: 'Begin' }).click(); },
  'look-marks': async (page) => { await page.getByRole('button', { name: 'Now and then' }).click(); await page.getByRole('button', { name: 'Show me now' }).click(); },
};

await mkdir(folder, { recursive: true });
const shots = [];
for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of ['light', 'dark']) {
    const server = await startServer();
    const { context, close } = await openBrowser({ after: () => {} }, { viewport, colorScheme, hasTouch: size === 'phone' });
    const page = await context.newPage();
    for (const [state, go] of Object.entries(STATES)) {
      try {
        await go(page, server.url, server);
        await page.waitForTimeout(700);
        const name = `${state}-${size}-${colorScheme}.png`;
        await page.screenshot({ path: path.join(folder, name) });
        shots.push({ state, size, colorScheme, name });
      } catch (error) {
        console.error(`${state} (${size}, ${colorScheme}): ${String(error).split('\n')[0]}`);
      }
      if (state === only) break;
    }
    await close();
    await server.stop();
  }
}
const figures = shots.map(({ state, size, colorScheme, name }) => `<figure><img src="${name}" alt="" height="480"><figcaption>${state}, ${size}, ${colorScheme}</figcaption></figure>`);
await writeFile(path.join(folder, 'index.html'), `<!doctype html><meta charset="utf-8"><title>Gallery</title><style>body{display:flex;flex-wrap:wrap;gap:1rem;font:14px system-ui}figure{margin:0}</style>${figures.join('')}`);
console.log(`${shots.length} pictures in ${folder}`);
