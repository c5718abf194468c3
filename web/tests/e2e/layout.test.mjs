// Low and narrow windows, 200 % zoom, reduced motion, long words: everything stays in reach.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { answers, choose, field, HANGS_MS, openBrowser, openPage, say, turns } from './browser.mjs';
import { startScripted } from './site.mjs';

let site;
before(async () => { site = await startScripted(); });
after(() => site.stop());

const inView = (locator) => locator.evaluate((element) => {
  const box = element.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return box.top >= 0 && box.bottom <= innerHeight + 1 && box.left >= 0 && box.right <= innerWidth + 1 && (top === element || element.contains(top));
});

for (const [width, height] of [[320, 256], [320, 568], [640, 400], [1280, 720]]) {
  test(`everything is in reach at ${width}×${height}`, { timeout: HANGS_MS }, async (t) => {
    const { context } = await openBrowser(t, { viewport: { width, height } });
    const { page } = await openPage(context, site.url);
    await page.goto(`${site.url}/chat?lang=es`);
    await turns(page, 1);
    await choose(page, 0);
    await say(page, 'Desoxirribonucleico'.repeat(20));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');
    const wide = await page.locator('.bubble').evaluateAll((bubbles) => bubbles.filter((bubble) => {
      const { left, right } = bubble.getBoundingClientRect();
      return left < 0 || right > innerWidth || bubble.scrollWidth > bubble.clientWidth + 1;
    }).length);
    assert.equal(wide, 0, 'every bubble is inside the window');
    for (const name of ['.exit', '.help', '.send']) assert.ok(await inView(page.locator(name)), `${name} is in view`);
    assert.ok(await inView(field(page)), 'the field is in view');
    for (const locator of [answers(page).first(), page.locator('[data-move=stop]'), page.locator('.change:not(.spent)')]) {
      await locator.focus();
      await locator.scrollIntoViewIfNeeded();
      assert.ok(await inView(locator), 'what has focus is not covered');
    }
    await page.locator('.help').click();
    assert.ok(await inView(page.locator('.sheet-head .button')));
  });
}

test('nothing moves for who prefers less motion; for others any key shows all at once', { timeout: HANGS_MS }, async (t) => {
  const still = await openBrowser(t);
  const { page } = await openPage(still.context, site.url);
  await page.goto(`${site.url}/chat?lang=en`);
  await turns(page, 1);
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  const moving = await openBrowser(t, { reducedMotion: 'no-preference' });
  const { page: other } = await openPage(moving.context, site.url);
  // A hundred times slower, so that no slow machine can miss it.
  const tools = await moving.context.newCDPSession(other);
  await tools.send('Animation.enable');
  await tools.send('Animation.setPlaybackRate', { playbackRate: 0.01 });
  await other.goto(`${site.url}/chat?lang=en`);
  await turns(other, 1);
  await other.waitForFunction(() => document.getAnimations().length > 0);
  await other.keyboard.press('Control');
  assert.equal(await other.evaluate(() => document.getAnimations().length), 0);
});

test('after a tap the phone’s keyboard stays away', { timeout: HANGS_MS }, async (t) => {
  const { context } = await openBrowser(t, { viewport: { width: 390, height: 780 }, hasTouch: true });
  const { page } = await openPage(context, site.url);
  await page.goto(`${site.url}/chat?lang=en`);
  await turns(page, 1);
  await answers(page).first().tap();
  await turns(page, 2);
  assert.equal(await page.evaluate(() => document.activeElement?.className), 'conversation');
});

// A screen reader that holds focus on a button loses its place in silence if the button goes in the same moment.
test('a pressed answer stays for a moment, out of use, while focus moves on', { timeout: HANGS_MS }, async (t) => {
  const { context } = await openBrowser(t);
  const { page } = await openPage(context, site.url);
  await page.goto(`${site.url}/chat?lang=en`);
  await turns(page, 1);
  const stayed = await page.evaluate(() => new Promise((resolve) => {
    const button = document.querySelector('.answer');
    const began = performance.now();
    button.focus();
    button.click();
    const used = button.getAttribute('aria-disabled');
    const gone = () => (button.isConnected ? requestAnimationFrame(gone) : resolve({ ms: performance.now() - began, used }));
    gone();
  }));
  assert.equal(stayed.used, 'true');
  assert.ok(stayed.ms >= 450, `${stayed.ms} ms`);
});
