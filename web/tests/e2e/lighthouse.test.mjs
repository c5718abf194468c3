// Lighthouse on the page of a practice with the widget, and on the conversation: 100 of 100, timings aside.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import lighthouse from 'lighthouse';
import { HANGS_MS, openBrowser } from './browser.mjs';
import { freePort, startSite } from './site.mjs';

let site;
before(async () => { site = await startSite(); });
after(() => site.stop());

const PAGES = {
  'a practice’s page with the widget': { path: '/demo/index.html', skip: [] },
  // Conversations ask search engines to stay away, so the audit that wants them in is left out.
  'the conversation': { path: '/chat?lang=en', skip: ['is-crawlable'] },
};

for (const [name, { path, skip }] of Object.entries(PAGES)) {
  for (const formFactor of ['mobile', 'desktop']) {
    test(`${name} (${formFactor})`, { timeout: HANGS_MS }, async (t) => {
      const port = await freePort();
      await openBrowser(t, { port });
      const screen = formFactor === 'mobile' ? { mobile: true, width: 412, height: 823, deviceScaleFactor: 1.75 } : { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1 };
      const { lhr } = await lighthouse(site.url + path, {
        port, logLevel: 'silent', output: 'json', formFactor, screenEmulation: screen, skipAudits: skip,
        onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
      });
      assert.equal(lhr.runtimeError, undefined, JSON.stringify(lhr.runtimeError));
      const { performance, ...gated } = lhr.categories;
      t.diagnostic(`performance ${Math.round(performance.score * 100)} (reported, not required)`);
      for (const category of Object.values(gated)) {
        const short = category.auditRefs.map(({ id }) => lhr.audits[id]).filter((audit) => audit?.score !== null && audit?.score < 1).map(({ id, title }) => `${id}: ${title}`);
        assert.equal(category.score, 1, `${category.title} ${category.score}: ${short.join('; ')}`);
      }
    });
  }
}
