// A visitor goes through their lines, sends some, and takes them back; the practice opens what was sent. Only the real program
// can be shared with.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import en from '../../src/i18n/share-en.js';
import es from '../../src/i18n/share-es.js';
import { answers, openBrowser, openPage, say, turns } from './browser.mjs';
import { startSite } from './site.mjs';

const PROGRAM = process.env.FOYER_PROGRAM ?? fileURLToPath(new URL('../../../build/release/foyer', import.meta.url));
const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const OWN = { en, es };

let site;
/** What the practice has by now. */
let sent = '';
before(async () => {
  site = await startSite({
    prepare: (practices) => execFileSync(PROGRAM, ['practice', 'init', '--practice', 'demo', '--practices', practices,
      '--identity', path.join(practices, 'own.key'), '--sheet', path.join(practices, 'sheet.html')]),
  });
});
after(() => site.stop());

const at = (...names) => path.join(site.folder, ...names);
const shares = (...words) => execFileSync(PROGRAM, ['shares', ...words, '--data', at('data'), '--practice', 'demo'], { encoding: 'utf8' });

/** As far as two open questions were answered. */
async function talk(page, locale) {
  await page.goto(`${site.url}/chat?lang=${locale}&dialog=intake`);
  await turns(page, 1);
  for (let words = 0, count = 1; words < 2; count += 1) {
    assert.ok(count < 30, 'there are open questions');
    if (await answers(page).count() === 0) {
      words += 1;
      await say(page, locale === 'es' ? `Quiero hablar de mi trabajo, martinete ${words}` : `I would like to talk about my work, kingfisher ${words}`);
    } else {
      await answers(page).first().click();
      await turns(page, count + 1);
    }
    await page.waitForFunction(() => !document.querySelector('.spent'));
  }
}

async function openShare(page) {
  await page.locator('.menu').click();
  await page.locator('dialog .item, dialog button').filter({ hasText: /What I said so far|Lo que/ }).first().click();
  await page.locator('[data-share]').click();
  await page.locator('.share').waitFor();
}

async function axe(page, where) {
  await page.evaluate(AXE);
  const found = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), TAGS);
  assert.deepEqual(found.violations.map(({ id, nodes }) => `${id} ${nodes[0].html}`), [], where);
}

/** Presses Tab until `selector` has the focus. */
async function tabTo(page, selector) {
  for (let i = 0; i < 80; i += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`${selector} cannot be reached by keyboard`);
}

for (const locale of ['en', 'es']) {
  test(`lines are gone through by keyboard, sent, opened, and the visitor is told (${locale})`, { timeout: 240_000 }, async (t) => {
    const { context } = await openBrowser(t);
    const { page, odd } = await openPage(context, site.url);
    const own = OWN[locale];
    await talk(page, locale);
    await openShare(page);
    const rows = page.locator('.share [data-line]');
    const shown = await rows.evaluateAll((all) => all.map((row) => ({ id: row.dataset.line, text: row.querySelector('blockquote').textContent })));
    const words = shown.filter(({ id }) => id.endsWith(':words'));
    assert.ok(words.length >= 2);
    await axe(page, 'lines');
    // Without the last box nothing is sent.
    await tabTo(page, '.share [type=submit]');
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('.share-message').textContent(), own.needConsent);
    assert.equal(shares('list'), sent);
    // One struck, one in other words, with a wish.
    const row = (line) => `[data-line="${line.id}"]`;
    await page.locator(`${row(words[0])} .tick input`).focus();
    await page.keyboard.press('Space');
    await page.locator(`${row(words[1])} .quiet`).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('sandpiper');
    await page.locator(`${row(words[1])} select`).selectOption('ask_me');
    await page.locator('[name=may-reach]').check();
    await page.locator('[name=visitor]').fill('Ana');
    await page.locator('[name=reach]').fill('555-0142');
    await page.locator('[name=consent]').check();
    await axe(page, 'changed lines');
    await page.locator('.share [type=submit]').click();
    await page.locator('.share .code').first().waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H3', 'focus is at the receipt');
    await axe(page, 'receipt');
    const number = await page.locator('.share .code').first().textContent();
    const file = at(`${number}.age`);
    shares('fetch', number, '--out', file);
    const document = JSON.parse(execFileSync('age', ['-d', '-i', at('practices', 'own.key'), file], { encoding: 'utf8' }));
    const lines = document.entries.flatMap(({ lines: all }) => all);
    assert.deepEqual(lines.map(({ id }) => id).sort(), shown.map(({ id }) => id).filter((id) => id !== words[0].id).sort());
    assert.deepEqual(lines.find(({ id }) => id === words[1].id), { id: words[1].id, kind: 'words', text: 'sandpiper', wish: 'ask_me' });
    assert.deepEqual(document.contact, { name: 'Ana', reach: '555-0142' });
    await page.getByRole('button', { name: own.look }).click();
    await page.locator('.share-state', { hasText: own.state.opened.replace('{practice}', '').trim() }).waitFor();
    assert.equal(await page.getByRole('button', { name: own.withdraw }).count(), 0);
    sent = shares('list');
    assert.deepEqual(odd, { console: [], errors: [], foreign: [] });
  });
}

test('what was sent can be taken back, and danger in it is answered instead', { timeout: 240_000 }, async (t) => {
  const { context } = await openBrowser(t);
  const { page } = await openPage(context, site.url);
  await talk(page, 'en');
  await openShare(page);
  await page.locator('[name=consent]').check();
  await page.locator('.share [type=submit]').click();
  await page.getByRole('button', { name: en.withdraw }).click();
  await page.locator('.share-state', { hasText: 'taken back' }).waitFor();
  assert.equal(shares('list'), sent);
  await page.keyboard.press('Escape');
  await openShare(page);
  const row = page.locator('.share [data-line$=":words"]').first();
  await row.locator('.quiet').click();
  await row.locator('textarea').fill('I want to kill myself tonight');
  await page.locator('[name=consent]').check();
  await page.locator('.share [type=submit]').click();
  await page.locator('.share').waitFor({ state: 'detached' });
  await page.locator('.strip:not([hidden])').waitFor();
  assert.ok(!(await page.locator('.log').textContent()).includes('kill myself'));
  assert.equal(shares('list'), sent);
});
