// A sentence that speaks of danger, to the real program: the lines where people answer come first, and stay in reach.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { choose, HANGS_MS, openBrowser, openPage, say, turns } from './browser.mjs';
import { startSite } from './site.mjs';
import { seen, watchAll } from './watch.mjs';

let site;
before(async () => { site = await startSite(); });
after(() => site.stop());

const SENTENCES = { en: 'I want to kill myself', es: 'Me quiero matar' };

for (const [locale, sentence] of Object.entries(SENTENCES)) {
  test(`help lines stand before the question (${locale})`, { timeout: HANGS_MS }, async (t) => {
    const { context } = await openBrowser(t, { viewport: { width: 390, height: 780 } });
    await watchAll(context);
    const { page, odd } = await openPage(context, site.url);
    await page.goto(`${site.url}/chat?lang=${locale}`);
    await turns(page, 1);
    await choose(page, 0);
    await say(page, sentence);
    const turn = page.locator('.they').last();
    await turn.locator('.help-card').waitFor();
    const order = await turn.evaluate((item) => [...item.children].map((child) => (child.matches('.help-card') ? 'help' : child.matches('.asks') ? 'question' : child.matches('.bubble') ? 'line' : '')).filter(Boolean));
    assert.ok(order.indexOf('help') > 0, 'somebody answers before the numbers do');
    if (order.includes('question')) assert.ok(order.indexOf('help') < order.indexOf('question'), order.join());
    const ways = await turn.locator('.help-card a').evaluateAll((links) => links.map(({ href }) => href));
    assert.ok(/^(sms|tel):988/.test(ways[0]), `the line with a person comes first: ${ways[0]}`);
    assert.ok(ways.every((way) => /^(https:|tel:|sms:)/.test(way)));
    assert.ok(await page.locator('.strip a').count() >= 2, 'they stay in reach above the conversation');
    const spoken = (await seen(page)).spoken.at(-1);
    assert.match(spoken, locale === 'en' ? /Help lines are shown/ : /[Ll]íneas de ayuda/);
    assert.equal(await page.locator('.you').last().locator('.change:not(.spent)').count(), 0, 'it is no answer that could be changed');
    await page.reload();
    await turns(page, 3);
    assert.ok(await page.locator('.help-card').count(), 'still there after a reload');
    assert.ok(!(await page.locator('.log').textContent()).includes(sentence), 'its words are not kept');
    assert.deepEqual(odd, { console: [], errors: [], foreign: [] });
  });
}

test('who says that they are abroad has the lines of the world in reach', { timeout: HANGS_MS }, async (t) => {
  const { context } = await openBrowser(t, { viewport: { width: 390, height: 780 } });
  const { page } = await openPage(context, site.url);
  await page.goto(`${site.url}/chat?lang=en`);
  await turns(page, 1);
  await say(page, 'sometimes I want to disappear');
  await page.locator('.help-card').first().waitFor();
  await say(page, 'I live in Ireland, those numbers do not work here');
  await page.locator('.strip a[href*="findahelpline"]').waitFor();
});
