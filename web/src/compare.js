// compare.js - two visits side by side, row by row. Pure: from two kept files to what can be looked at.

/** @typedef {import('./kept.js').Kept} Kept @typedef {import('./kept.js').Row} Row */
/**
 * @typedef {{id: string, band: string, title: string, then: Row, now: Row, sameWords: boolean,
 *   stops: {id: string, label: string}[]}} Pair
 */

// The fifteen milestones in their three bands, always in this order.
export const BANDS = {
  self: ['naming-feelings', 'staying-with-feelings', 'self-defeating-patterns', 'noticing-triggers', 'unknown-wants', 'self-compassion'],
  past: ['past-and-present', 'out-of-awareness', 'family-inheritance', 'working-through', 'healthier-ways'],
  others: ['boundaries', 'being-authentic', 'trust-and-insecurity', 'communication'],
};

// Where a stop stands from left to right; the others stand beside the line.
const PLACES = ['no', 'somewhat', 'yes'];

/** @param {string|null} stop 0, 1, 2; -1 beside the line */
export function placeOf(stop) {
  return PLACES.indexOf(stop ?? '');
}

/** Rows that were answered on both days. @param {Kept} then @param {Kept} now @returns {Pair[]} */
export function pairsOf(then, now) {
  const earlier = new Map(then.milestones.map((row) => [row.id, row]));
  const later = new Map(now.milestones.map((row) => [row.id, row]));
  /** @type {Pair[]} */
  const pairs = [];
  for (const [band, ids] of Object.entries(BANDS)) {
    for (const id of ids) {
      const [old, fresh] = [earlier.get(id), later.get(id)];
      if (!old || !fresh) continue;
      // The same question in two languages has other words and is the same question.
      const sameWords = then.locale !== now.locale || old.question === fresh.question;
      pairs.push({ id, band, title: fresh.title, then: old, now: fresh, sameWords, stops: fresh.stops?.length ? fresh.stops : old.stops ?? [] });
    }
  }
  return pairs;
}

/** Visits in the order of their days; of one day the last opened counts. @param {Kept[]} files */
export function visitsOf(files) {
  const days = new Map(files.map((file) => [file.date, file]));
  return [...days.values()].sort((a, b) => a.date.localeCompare(b.date));
}
