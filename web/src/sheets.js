// sheets.js - what opens over the conversation: help lines, more, a question before something is erased.
//
// Native modal dialogs: the page behind them is inert, Escape closes them, and focus returns to where it was.
import { h } from './dom.js';

/**
 * @param {{title: string, closeLabel: string, kind?: string, content: (Node|null)[], lang: string, dir: string,
 *   onclose?: () => void}} options
 */
export function openSheet({ title, closeLabel, kind = '', content, lang, dir, onclose }) {
  const heading = h('h2', { id: 'sheet-title', tabindex: '-1', autofocus: true }, title);
  const close = h('button', { class: 'button', type: 'button', onclick: () => sheet.close() }, closeLabel);
  const sheet = h('dialog', { class: `sheet ${kind}`, 'aria-labelledby': 'sheet-title', lang, dir },
    h('div', { class: 'sheet-head' }, heading, close), ...content);
  sheet.addEventListener('click', (event) => { if (event.target === sheet) sheet.close(); });
  sheet.addEventListener('close', () => {
    sheet.remove();
    onclose?.();
  });
  document.body.append(sheet);
  sheet.showModal();
  return sheet;
}
