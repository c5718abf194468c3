// exit.js - leaving quickly, after GOV.UK's "exit this page".
//
// First the page is covered, in the same task; then what was said is forgotten here and on the server; then the tab goes
// to a neutral page in place of this one, so that "back" does not return here. The browser's history is not erased, and
// the page says so. Three presses of Shift within five seconds do the same.

const PRESSES = 3;
const WITHIN_MS = 5000;

/**
 * @param {{url: () => string, cover: HTMLElement, forget: () => void, leave: (url: string) => void,
 *   pressed: (left: number) => void, gaveUp: () => void, covered: () => string}} options
 *   `pressed` hears how many presses of Shift are left, `gaveUp` that they came too slowly.
 */
export function quickExit(options) {
  const go = () => {
    options.cover.hidden = false;
    options.cover.setAttribute('role', 'alert');
    options.cover.textContent = options.covered();
    document.documentElement.classList.add('leaving');
    options.forget();
    options.leave(options.url());
  };

  let presses = 0;
  /** @type {any} */
  let timer = null;
  const reset = () => {
    clearTimeout(timer);
    presses = 0;
  };
  const count = () => {
    presses += 1;
    clearTimeout(timer);
    if (presses === PRESSES) {
      reset();
      return go();
    }
    options.pressed(PRESSES - presses);
    timer = setTimeout(() => { reset(); options.gaveUp(); }, WITHIN_MS);
  };

  // Any other key in between means that Shift was pressed to write with.
  let alone = false;
  addEventListener('keydown', (event) => {
    alone = event.key === 'Shift' && !event.repeat;
    if (event.key !== 'Shift') reset();
  });
  addEventListener('keyup', (event) => {
    if (event.key === 'Shift' && alone) count();
    alone = false;
  });

  // A page that is restored from the browser's memory would still be covered, and its words are gone: begin anew.
  addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  return go;
}
