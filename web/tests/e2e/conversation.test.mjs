// A whole conversation by keyboard alone, in both languages, on desktop and phone sizes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answers, field, HANGS_MS, openBrowser, openPage, turns } from './browser.mjs';
import { startSite } from './site.mjs';
import { liveRegions, seen, stored, watchAll } from './watch.mjs';

const TURNS_MAX = 90;
const SIZES = { desktop: { width: 1100, height: 800 }, phone: { width: 390, height: 780 } };
const WORDS = { en: 'I feel low, since the spring', es: 'Desde la primavera me siento triste' };

let site;
before(async () => { site = await startSite(); });
after(() => site.stop());

/** From the field back to the answers and through them with Shift+Tab, as a keyboard would; the first of them is pressed. */
async function answerByKeyboard(page, locale) {
  const count = await answers(page).count();
  if (count === 0) {
    await page.keyboard.type(WORDS[locale]);
    return page.keyboard.press('Enter');
  }
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Shift+Tab');
    const at = await page.evaluate(() => document.activeElement?.closest('.answers:not(.spent)') && document.activeElement.previousElementSibling === null);
    if (at) return page.keyboard.press('Enter');
  }
  throw new Error('The answers cannot be reached by keyboard.');
}

/** Waits for the next turn and for used answers to be gone. */
async function settled(page, count) {
  await turns(page, count);
  await page.waitForFunction(() => !document.querySelector('.spent'));
}

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const locale of ['en', 'es']) {
    test(`walks to the end by keyboard (${size}, ${locale})`, { timeout: HANGS_MS }, async (t) => {
      const { context } = await openBrowser(t, { viewport });
      await watchAll(context);
      const { page, odd } = await openPage(context, site.url);
      const addresses = [];
      page.on('request', (request) => addresses.push(decodeURIComponent(request.url())));
      page.on('websocket', (socket) => addresses.push(decodeURIComponent(socket.url())));
      await page.goto(`${site.url}/chat?lang=${locale}&dialog=healing`);
      await settled(page, 1);
      for (let i = 0; i < 20 && await page.evaluate(() => document.activeElement?.id !== 'words'); i += 1) await page.keyboard.press('Tab');
      let count = 1;
      while (await page.locator('.end').count() === 0) {
        assert.ok(count < TURNS_MAX, 'the conversation comes to an end');
        await answerByKeyboard(page, locale);
        count += 1;
        await settled(page, count);
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'words', 'focus is at the field after each answer');
      }
      const watched = await seen(page);
      assert.deepEqual(watched.lost, [], 'focus is never lost');
      assert.deepEqual(watched.violations, []);
      assert.equal((await liveRegions(page)).length, 1, 'one live region');
      const said = await page.locator('.they').evaluateAll((items) => items.map((item) => item.querySelector('.bubble p')?.textContent ?? ''));
      const prefix = { en: 'Foyer said:', es: 'Foyer dijo:' }[locale];
      const replies = watched.spoken.filter((text) => text.startsWith(prefix));
      assert.equal(replies.length, said.length, 'each reply is spoken once');
      replies.forEach((text, i) => assert.ok(text.includes(said[i]), `turn ${i} is spoken`));
      const kept = await stored(page);
      assert.deepEqual({ ...kept, session: Object.keys(kept.session) }, { cookie: '', local: {}, session: ['foyer.demo.healing'], databases: [], caches: [] });
      assert.match(kept.session['foyer.demo.healing'], /^[\w-]{43}$/);
      assert.deepEqual(await context.cookies(), []);
      assert.deepEqual(odd, { console: [], errors: [], foreign: [] });
      assert.ok(await page.locator('.they').last().locator('a[href^="tel:"], a[href^="https:"]').count(), 'it ends with the offer of a consultation');
      assert.equal(await page.title(), 'Foyer');
      for (const secret of [WORDS[locale], Object.values(kept.session)[0]]) assert.ok(!addresses.some((address) => address.includes(secret)), 'no word and no key in any address');
      assert.ok(page.url().endsWith(`/chat?lang=${locale}&dialog=healing`), 'no word in the address');
    });
  }
}

test('the ways out are there in every turn: skip, change, differently, why, a person, stop', { timeout: HANGS_MS }, async (t) => {
  const { context } = await openBrowser(t);
  const { page } = await openPage(context, site.url);
  await page.goto(`${site.url}/chat?lang=en`);
  await turns(page, 1);
  await answers(page).first().click();
  await turns(page, 2);
  const question = async () => page.locator('.they').last().locator('.bubble').last().textContent();
  const second = await question();
  let count = 2;
  for (const move of ['differently', 'why', 'person']) {
    await page.locator(`[data-move=${move}]`).click();
    count += 1;
    await turns(page, count);
  }
  assert.ok(await page.locator('.they').last().locator('.contact').count(), 'the practice’s ways stand beside "talk to a person"');
  await page.locator('.change:not(.spent)').click();
  await turns(page, count + 1);
  await page.locator('.set-aside').waitFor();
  assert.notEqual(await question(), second, 'the earlier question is open again');
  await page.locator('[data-move=skip]').click();
  await turns(page, count + 2);
  await page.locator('[data-move=stop]').click();
  await page.locator('.end').waitFor();
  assert.equal(await page.locator('[data-move]:visible').count(), 1, 'after the end only a person is offered');
});

test('changes its language in the middle, and keeps what was said', { timeout: HANGS_MS }, async (t) => {
  const { context } = await openBrowser(t);
  const { page } = await openPage(context, site.url);
  await page.goto(`${site.url}/chat?lang=en`);
  await turns(page, 1);
  await answers(page).first().click();
  await turns(page, 2);
  const before = await page.locator('.you').first().textContent();
  await page.locator('.language').click();
  await turns(page, 3);
  assert.equal(await page.locator('html').getAttribute('lang'), 'es');
  assert.equal(await page.locator('.send').textContent(), 'Enviar');
  assert.ok((await page.locator('.you').first().textContent()).startsWith(before.slice(0, 20)));
  await field(page).fill('Cansancio');
  await page.keyboard.press('Enter');
  await turns(page, 4);
  assert.equal(await page.locator('.they').last().getAttribute('lang'), 'es');
});
