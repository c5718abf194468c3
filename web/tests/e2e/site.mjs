// site.mjs - the server that the tests talk to.
//
// FOYER_URL: one that runs already. Else the real program, if it is built and can serve; else the scripted one. Naming a
// program (FOYER_PROGRAM) demands it: then nothing is tried in its place. FOYER_WEB: the folder of pages it serves.
import { spawn, spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../server.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PROGRAM = process.env.FOYER_PROGRAM ?? path.join(ROOT, 'build/release/foyer');

const PAGES = process.env.FOYER_WEB ?? path.join(ROOT, 'web');

function canServe() {
  const can = existsSync(PROGRAM) && spawnSync(PROGRAM, ['serve', '--help'], { timeout: 30_000 }).status === 0;
  if (!can && process.env.FOYER_PROGRAM) throw new Error(`${PROGRAM} cannot serve`);
  return can;
}

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** @param {{origins?: string[], web?: string, prepare?: ((practices: string) => void)|null}} [options] other sites that may embed the conversation; the folder of pages; `prepare` is handed the practices' folder before the program starts */
export async function startSite({ origins = [], web = PAGES, prepare = null } = {}) {
  if (process.env.FOYER_URL) return { url: process.env.FOYER_URL, stop: async () => {}, scripted: false };
  if (process.env.FOYER_SCRIPTED || !canServe()) return startServer();
  return startProgram(origins, web, prepare);
}

async function startProgram(origins, web, prepare) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = await mkdtemp(path.join(tmpdir(), 'foyer-site-'));
  const practices = path.join(folder, 'practices');
  await cp(path.join(ROOT, 'practices'), practices, { recursive: true });
  const file = path.join(practices, 'demo/practice.json');
  const practice = JSON.parse(await readFile(file, 'utf8'));
  practice.origins = [url, ...origins];
  await writeFile(file, JSON.stringify(practice, null, 2));
  prepare?.(practices);
  const start = async () => {
    const child = spawn(PROGRAM, ['serve', '--listen', `127.0.0.1:${port}`, '--data', path.join(folder, 'data'), '--dialogs', path.join(ROOT, 'dialogs'), '--practices', practices, '--web', web], { cwd: ROOT, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text) => { said += text; });
    for (let i = 0; i < 1200; i += 1) {
      if (child.exitCode !== null) throw new Error(`foyer serve ended: ${said}`);
      if (await fetch(`${url}/chat`).then((answer) => answer.ok, () => false)) return child;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`foyer serve did not answer: ${said}`);
  };
  let child = await start();
  const end = (signal) => new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode) return resolve(undefined);
    child.once('exit', resolve);
    child.kill(signal);
  });
  return {
    url, scripted: false, folder,
    kill: () => end('SIGKILL'),
    revive: async () => { child = await start(); },
    stop: async () => { await end('SIGTERM'); await rm(folder, { recursive: true, force: true }); },
  };
}

export { startServer as startScripted };
