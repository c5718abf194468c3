// browser.mjs - Chromium for the tests: a fresh profile each, no request leaves the machine, everything odd is written down.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const ARGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'];

/** Only what hangs for good is stopped: a slow machine is no fault of the page. */
export const HANGS_MS = 900_000;
const STEP_MS = 90_000;

/** A browser with a profile of its own, closed when the test ends. @param {{after: (run: () => any) => void}} test @param {any} [options] playwright's context options; `port` for tools that watch over the debugging protocol */
export async function openBrowser(test, { port, ...options } = {}) {
  const profile = await mkdtemp(path.join(tmpdir(), 'foyer-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    timeout: STEP_MS, executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: port ? [...ARGS, `--remote-debugging-port=${port}`] : ARGS, viewport: { width: 1100, height: 800 }, reducedMotion: 'reduce', ...options,
  });
  context.setDefaultTimeout(STEP_MS);
  const close = async () => {
    await context.close();
    await rm(profile, { recursive: true, force: true });
  };
  test.after(close);
  return { context, close };
}

/** A page, and what it did that it should not: policy violations, errors, other origins, cookies, storage. */
export async function openPage(context, origin) {
  const page = await context.newPage();
  const odd = { console: [], errors: [], foreign: [] };
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) odd.console.push(message.text()); });
  page.on('pageerror', (error) => odd.errors.push(String(error)));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin) odd.foreign.push(request.url());
  });
  return { page, odd };
}

export const field = (page) => page.locator('#words');
export const answers = (page) => page.locator('.answers:not(.spent) .answer');

/** Waits for the n-th turn of Foyer's. */
export async function turns(page, count) {
  await page.locator('.they').nth(count - 1).waitFor();
}

export async function say(page, text) {
  const before = await page.locator('.they').count();
  await field(page).fill(text);
  await page.locator('.send').click();
  await turns(page, before + 1);
}

export async function choose(page, nth) {
  const before = await page.locator('.they').count();
  await answers(page).nth(nth).click();
  await turns(page, before + 1);
}
