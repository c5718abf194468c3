// watch.mjs - what is watched inside the page all the time: where focus is, what is spoken, what a policy refused.

/** Runs in the page before its own scripts. */
function watch() {
  const seen = { lost: [], spoken: [], violations: [] };
  Object.assign(window, { __seen: seen });
  document.addEventListener('securitypolicyviolation', (event) => seen.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  let held = false;  // once focus was somewhere, it must stay somewhere
  addEventListener('focusin', () => { held = true; });
  const look = () => {
    if (held && document.body && document.activeElement === document.body && document.hasFocus()) seen.lost.push(performance.now());
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const listen = () => {
    const region = document.querySelector('[role=log]');
    if (!region) return requestAnimationFrame(listen);
    new MutationObserver((changes) => {
      for (const change of changes) for (const node of change.addedNodes) seen.spoken.push(node.textContent);
    }).observe(region, { childList: true });
  };
  requestAnimationFrame(listen);
}

/** @param {import('playwright-core').BrowserContext} context */
export const watchAll = (context) => context.addInitScript(watch);
export const seen = (page) => page.evaluate(() => window.__seen);

/** Elements that a screen reader would speak by themselves, as they stand now. */
export const liveRegions = (page) => page.evaluate(() =>
  [...document.querySelectorAll('[aria-live],[role=log],[role=status],[role=alert],output')].filter((element) => !element.closest('[hidden]')).map((element) => element.outerHTML.slice(0, 80)));

/** Everything that could outlive this page. */
export const stored = (page) => page.evaluate(async () => ({
  cookie: document.cookie, local: { ...localStorage }, session: { ...sessionStorage },
  databases: (await indexedDB.databases()).map(({ name }) => name), caches: await caches.keys(),
}));
