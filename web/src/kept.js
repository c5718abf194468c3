// kept.js - the file a visitor keeps: its shape, how it is written, how every version ever written is read.
//
// A page of its own that needs nothing else, with the same content as data inside, so that one file can be read by a
// person today and by "looking back" in some years. Readers of old versions are never taken out.

const VERSION = 1;

/**
 * @typedef {{id: string, title: string, question: string, stop: string|null, label: string|null,
 *   stops: {id: string, label: string}[], words: string[]}} Row  stops: all that could be chosen, worded as on that day
 * @typedef {{foyer: 'reflection', version: 1, date: string, locale: string, practice: string, dialog: string,
 *   milestones: Row[], words: {question: string, words: string}[]}} Kept
 */

/** Only what is listed here goes into a file, whatever else the server may say. @param {any} summary @param {{date: string, practice: string, locale: string, stops?: Map<string, {id: string, label: string}[]>}} about @returns {Kept} */
export function keptOf(summary, { date, practice, locale, stops = new Map() }) {
  const list = (/** @type {any} */ words) => (Array.isArray(words) ? words : [words]).filter(Boolean).map(String);
  return {
    foyer: 'reflection', version: VERSION, date, practice,
    locale: summary.locale ?? locale,
    dialog: summary.dialog ?? '',
    milestones: (summary.milestones ?? []).filter((/** @type {any} */ row) => row.stop || list(row.words ?? []).length)
      .map((/** @type {any} */ row) => ({
        id: row.id, title: row.title ?? '', question: row.question ?? '',
        stop: row.stop ?? null, label: row.label ?? row.stop ?? null, stops: stops.get(row.id) ?? [], words: list(row.words ?? []),
      })),
    words: (summary.words ?? []).map((/** @type {any} */ row) => ({ question: row.question, words: list(row.words).join('\n') })),
  };
}

/** @param {Kept} kept */
export function fileJson(kept) {
  return JSON.stringify(kept, null, 2) + '\n';
}

/** @param {Kept} kept @param {any} own the page's words for a summary @param {{lookBack: boolean}} options */
export function fileHtml(kept, own, { lookBack }) {
  const quote = (/** @type {string} */ words) => `<blockquote dir="auto">${escape(words)}</blockquote>`;
  const milestones = kept.milestones.map((row) => `<div><p class="asked">${escape(row.question)}</p>` +
    (row.label ? `<p class="stop">${escape(row.label)}</p>` : '') + row.words.map(quote).join('') + '</div>');
  const words = kept.words.map((row) => `<div><p class="asked">${escape(row.question)}</p>${quote(row.words)}</div>`);
  const section = (/** @type {string} */ title, /** @type {string[]} */ rows) =>
    rows.length ? `<h2>${escape(title)}</h2>\n${rows.join('\n')}\n` : '';
  const date = new Date(`${kept.date}T12:00:00`).toLocaleDateString(kept.locale, { year: 'numeric', month: 'long', day: 'numeric' });
  return `<!doctype html>
<html lang="${escape(kept.locale)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(own.title)}</title>
<style>
:root{color-scheme:light dark}body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.55 Palatino,Georgia,serif;overflow-wrap:anywhere}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}p{margin:.2rem 0}div{margin:1rem 0;break-inside:avoid}
.asked{font:.95rem/1.5 system-ui,sans-serif;opacity:.8}blockquote{margin:.3rem 0;padding-inline-start:.8rem;border-inline-start:3px solid;white-space:pre-line}
@media print{body{margin:0;font-size:10.5pt}}@page{margin:18mm 16mm}
</style></head><body>
<h1>${escape(own.title)}</h1>
<p>${escape(date)}${kept.practice ? ' · ' + escape(kept.practice) : ''}</p>
<p>${escape(own.intro)}</p>
${section(own.milestones, milestones)}${section(own.words, words)}${lookBack ? `<p class="asked">${escape(own.lookBackNote)}</p>\n` : ''}<script type="application/json" id="foyer">${data(kept)}</script>
</body></html>
`;
}

/** Reads a kept file of any version, JSON or HTML; null if it is none. @param {string} text @returns {Kept|null} */
export function readKept(text) {
  const inside = /<script type="application\/json" id="foyer">([\s\S]*?)<\/script>/.exec(text);
  try {
    return upgraded(JSON.parse(inside ? inside[1] : text));
  } catch {
    return null;
  }
}

/** @param {any} kept @returns {Kept|null} */
function upgraded(kept) {
  if (kept?.foyer !== 'reflection' || !Array.isArray(kept.milestones)) return null;
  if (!/^\d{4}-\d\d-\d\d$/.test(kept.date)) return null;
  return kept.version === 1 ? kept : null;
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** JSON that cannot end the element it stands in. @param {Kept} kept */
function data(kept) {
  return JSON.stringify(kept).replaceAll('<', '\\u003c');
}
