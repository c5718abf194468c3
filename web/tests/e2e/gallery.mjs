// gallery.mjs - pictures of every state in every mode, taken while the states are tested, and a page that shows them side by side.
//
// FOYER_GALLERY names the folder; without it no picture is taken.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const FOLDER = process.env.FOYER_GALLERY;
const slug = (/** @type {string} */ name) => name.replace(/\W+/g, '-');

/** @param {import('playwright-core').Page} page @param {string} mode @param {string} state */
export async function picture(page, mode, state) {
  if (!FOLDER) return;
  await mkdir(FOLDER, { recursive: true });
  await page.screenshot({ path: path.join(FOLDER, `${slug(state)}.${slug(mode)}.png`) });
}

/** The page over all pictures that are there. @param {string[]} states @param {string[]} modes in the order to be shown */
export async function writeGallery(states, modes) {
  if (!FOLDER) return;
  const there = new Set(await readdir(FOLDER).catch(() => []));
  const figure = (/** @type {string} */ state, /** @type {string} */ mode) => {
    const name = `${slug(state)}.${slug(mode)}.png`;
    return there.has(name) ? `<figure><a href="${name}"><img src="${name}" alt="${state}, ${mode}" height="420" loading="lazy"></a><figcaption>${mode}</figcaption></figure>` : '';
  };
  const sections = states.map((state) => `<section><h2>${state}</h2><div>${modes.map((mode) => figure(state, mode)).join('')}</div></section>`);
  await writeFile(path.join(FOLDER, 'index.html'), `<!doctype html><html lang="en"><meta charset="utf-8"><title>Every state of the conversation</title>
<style>body{margin:2rem;font:1rem/1.5 system-ui;background:#e9e4dc;color:#2f2822}h2{text-transform:capitalize;margin:2rem 0 .5rem}
div{display:flex;gap:1rem;overflow-x:auto;padding-bottom:.5rem}figure{margin:0}img{border-radius:8px;box-shadow:0 1px 6px #0003}</style>
<h1>Every state of the conversation, in every mode</h1>${sections.join('\n')}</html>
`);
}
