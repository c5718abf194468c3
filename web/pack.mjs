// pack.mjs - the same pages, small: scripts bundled and minified, everything also gzipped, ready for `foyer serve --web`.
//
//   node pack.mjs [FOLDER]        default: ../build/web
//
// Nothing needs this: the server also serves the sources as they are. It saves a visitor two thirds of the bytes and a dozen requests.
import { build } from 'esbuild';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, brotliCompressSync, gzipSync } from 'node:zlib';

const WEB = fileURLToPath(new URL('.', import.meta.url));
const PAGES = ['index.html', 'chat.html', 'lookback.html'];
const PACKED = /\.(html|js|css|svg)$/;

/** @param {string} folder made anew */
export async function pack(folder) {
  await rm(folder, { recursive: true, force: true });
  for (const name of [...PAGES, 'demo', 'src/icon.svg']) await cp(path.join(WEB, name), path.join(folder, name), { recursive: true });
  await bundle(folder);
  for (const name of PAGES) await withoutHints(path.join(folder, name));
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && PACKED.test(entry.name)) await compress(path.join(entry.parentPath ?? entry.path, entry.name));
  }
}

/** @param {string} folder */
async function bundle(folder) {
  const source = (/** @type {string} */ name) => path.join(WEB, 'src', name);
  const shared = { bundle: true, minify: true, legalComments: /** @type {const} */ ('none'), outdir: path.join(folder, 'src') };
  await build({ ...shared, entryPoints: ['page.js', 'lookback.js'].map(source), format: 'esm', splitting: true, chunkNames: '[name].[hash]', target: 'es2022' });
  await build({ ...shared, entryPoints: [source('loader.js')], bundle: false, target: 'es2022' });
  const styles = (await readdir(path.join(WEB, 'src'))).filter((name) => name.endsWith('.css'));
  // light-dark() is left as it is: esbuild would otherwise write it for browsers that have never had it.
  await build({ ...shared, entryPoints: styles.map(source) });
}

/** The modules named in the head are inside the bundle now. @param {string} file */
async function withoutHints(file) {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/^<link rel="modulepreload".*\n/gm, ''));
}

/** @param {string} file */
async function compress(file) {
  const content = await readFile(file);
  await writeFile(`${file}.gz`, gzipSync(content, { level: 9 }));
  await writeFile(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = path.resolve(process.argv[2] ?? path.join(WEB, '../build/web'));
  await pack(folder);
  console.log(`Packed into ${folder}`);
}
