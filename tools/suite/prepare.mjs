import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Runs before anything is installed: Node's own modules only.

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Lowest Node that can `require` ES modules, which Fastify's plugins do. */
const OLDEST_NODE = [20, 19];

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Error(`Node ≥ ${OLDEST_NODE.join('.')} is needed, this is ${version}`);
}

/** Whether node_modules holds what package-lock.json names; npm keeps its own list of what it installed. */
export function modulesAreCurrent(root = ROOT) {
  try {
    const read = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages;
    const [wanted, present] = [read('package-lock.json'), read('node_modules/.package-lock.json')];
    return Object.entries(wanted).every(
      ([place, { version, optional, peer }]) => place === '' || optional || peer || present[place]?.version === version,
    );
  } catch {
    return false;
  }
}

const SOURCES = ['apps', 'libs', 'package-lock.json', 'nest-cli.json', 'tsconfig.json', '.swcrc'];
const STAMP = path.join(ROOT, 'dist', '.sources');
const PORTAL = path.join(ROOT, 'apps', 'portal', 'dist', 'index.html');

/** A fingerprint of everything that the build reads. */
function sourcesHash() {
  const hash = createHash('sha256');
  for (const source of SOURCES) walk(path.join(ROOT, source), (file) => hash.update(file).update(fs.readFileSync(file)));
  return hash.digest('hex');
}

function walk(place, visit) {
  if (!fs.existsSync(place)) return;
  if (!fs.statSync(place).isDirectory()) return visit(place);
  for (const name of fs.readdirSync(place).sort()) {
    if (!['node_modules', 'dist'].includes(name)) walk(path.join(place, name), visit);
  }
}

/** The fingerprint of the sources that `dist` was built from. */
export function builtVersion() {
  return fs.readFileSync(STAMP, 'utf8');
}

/** A module of the build, e.g. `libs/bus/src/permissions.js`. */
export const importBuilt = (file) => import(pathToFileURL(path.join(ROOT, 'dist', file)).href);

export function buildIsCurrent() {
  return fs.existsSync(STAMP) && fs.existsSync(PORTAL) && fs.readFileSync(STAMP, 'utf8') === sourcesHash();
}

/** Builds all services and the portal; the fingerprint is taken first, so that an edit during the build is not missed. */
export async function build(options) {
  const hash = sourcesHash();
  await npm(['run', '--silent', 'build'], options);
  fs.writeFileSync(STAMP, hash);
}

export function installModules(options) {
  return npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], options);
}

/** Runs npm in `cwd`; rejects with its output (which is shown at once with `show`). */
export function npm(args, { show = false, cwd = ROOT } = {}) {
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { show, cwd });
}

export function run(command, args, { show = false, cwd = ROOT, env = process.env, signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, signal, stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of show ? [] : [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-200_000)));
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(' ')} ended with ${signal ?? code}\n${output.trimEnd()}`));
    });
  });
}
