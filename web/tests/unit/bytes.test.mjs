// What a visitor's connection has to carry, packed as servers pack it. As the files are; minified they are smaller still.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const source = (name) => new URL(`../../${name}`, import.meta.url);
const packed = async (names) => {
  let sum = 0;
  for (const name of names) sum += gzipSync(await readFile(source(name)), { level: 9 }).length;
  return sum;
};

test('before anyone clicks: at most 4 kB in one request', async () => {
  assert.ok(await packed(['src/loader.js']) <= 4096);
});

test('launcher and panel, one language, minified: at most 20 kB', async (t) => {
  const bundle = async (entry) => {
    const { outputFiles } = await build({ entryPoints: [source(entry).pathname], bundle: true, minify: true, format: 'esm', write: false, external: ['./i18n/es.js', './summary.js', './share.js'] });
    return gzipSync(outputFiles[0].contents, { level: 9 }).length;
  };
  const styles = await bundle('src/base.css') + await bundle('src/chat.css');
  const sum = await bundle('src/loader.js') + await bundle('src/page.js') + styles + await packed(['chat.html']);
  t.diagnostic(`${sum} bytes`);
  assert.ok(sum <= 20 * 1024, `${sum} bytes`);
});

test('as unbuilt files, comments and all: at most 40 kB', async (t) => {
  const names = ['announcer', 'bubbles', 'cards', 'dom', 'exit', 'help', 'host', 'loader', 'menu', 'page', 'panel', 'session', 'sheets', 'theme', 'transport', 'words', 'i18n/en'].map((name) => `src/${name}.js`);
  const sum = await packed([...names, 'src/base.css', 'src/chat.css', 'chat.html']);
  t.diagnostic(`${sum} bytes`);
  assert.ok(sum <= 40 * 1024, `${sum} bytes`);
});
