import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Consumers with several filters need 2.10; an older server accepts the setting and ignores it, so it is refused here. */
const OLDEST = [2, 10];
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const APT = '/etc/apt';

/**
 * Path of a nats-server ≥ 2.10: NATS_SERVER_BIN, then PATH, then `.tools/`, then Debian trixie's signed package unpacked
 * into `.tools/` (no root, nothing installed). `say` receives a line when a download begins.
 */
export async function findNatsServer({ tools = path.join(ROOT, '.tools'), say = () => {} } = {}) {
  const given = process.env.NATS_SERVER_BIN;
  if (given) {
    if (await fits(given)) return given;
    throw new Error(`NATS_SERVER_BIN=${given} is not a nats-server ≥ ${OLDEST.join('.')}`);
  }
  const cached = path.join(tools, 'nats', 'usr', 'sbin', 'nats-server');
  const onPath = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  for (const place of [...onPath.map((dir) => path.join(dir, 'nats-server')), cached]) {
    if (fs.existsSync(place) && (await fits(place))) return place;
  }
  if (!fs.existsSync('/usr/bin/apt-get') || !fs.existsSync(KEYRING)) throw new Error(adviceFor(process.platform));
  say('fetching nats-server from Debian (once, into .tools/)');
  return unpackFromDebian(tools, cached);
}

async function fits(binary) {
  try {
    const { stdout } = await run(binary, ['--version']);
    const [, major, minor] = /v(\d+)\.(\d+)/.exec(stdout).map(Number);
    return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  } catch {
    return false;
  }
}

function adviceFor(platform) {
  const ways = {
    darwin: 'brew install nats-server',
    win32: 'choco install nats-server',
  };
  return (
    `nats-server ≥ ${OLDEST.join('.')} is needed and was not found. ` +
    `Install it (${ways[platform] ?? 'https://nats.io/download'}), set NATS_SERVER_BIN to its path, or NATS_URL to a running server.`
  );
}

/** The mirror that this machine's own sources name: whoever set it up chose one that can be reached. */
function debianMirror() {
  const lists = [path.join(APT, 'sources.list'), ...folder(path.join(APT, 'sources.list.d'))];
  const text = lists.filter((file) => fs.existsSync(file)).map((file) => fs.readFileSync(file, 'utf8')).join('\n');
  const found = /^(?:deb\s[^#\n]*?|URIs:\s*)(https?:\/\/\S+\/debian)\/?(?=\s|$)/m.exec(text);
  if (!found) throw new Error(`No Debian mirror in ${APT}; ${adviceFor(process.platform)}`);
  return found[1];
}

const folder = (dir) => (fs.existsSync(dir) ? fs.readdirSync(dir).map((name) => path.join(dir, name)) : []);

/**
 * Moves a folder to `place` in one step, so that nobody ever sees half of it. What another launcher put there first stays
 * when it `works`: taking it away, if only for a moment, would take it from a launcher that is about to start it.
 */
export async function putInPlace(folder, place, works) {
  try {
    fs.renameSync(folder, place);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(error.code)) throw error;
    if (await works()) return;
    fs.rmSync(place, { recursive: true, force: true });
    fs.renameSync(folder, place);
  }
}

/** apt with a state, cache and source list of its own, so that the system's package lists stay as they are. */
async function unpackFromDebian(tools, wanted) {
  const work = path.join(tools, `apt-${process.pid}`);
  for (const dir of ['state/lists/partial', 'cache/archives/partial', 'etc/preferences.d', 'deb']) {
    fs.mkdirSync(path.join(work, dir), { recursive: true });
  }
  fs.writeFileSync(path.join(work, 'etc', 'sources.list'), `deb [signed-by=${KEYRING}] ${debianMirror()} trixie main\n`);
  fs.writeFileSync(path.join(work, 'status'), '');
  const options = {
    'Dir::State': path.join(work, 'state'),
    'Dir::State::status': path.join(work, 'status'),
    'Dir::Cache': path.join(work, 'cache'),
    'Dir::Etc::sourcelist': path.join(work, 'etc', 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': path.join(work, 'etc', 'preferences.d'),
    // Lists are fetched by us, not by the user _apt, who may be unable to enter the project.
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '3',
    'Acquire::http::Timeout': '30',
  };
  const flags = Object.entries(options).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  const maxBuffer = 16 * 1024 * 1024;
  try {
    await run('apt-get', [...flags, '-q', 'update'], { maxBuffer });
    await run('apt-get', [...flags, '-q', 'download', 'nats-server'], { cwd: path.join(work, 'deb'), maxBuffer });
    const [deb] = fs.readdirSync(path.join(work, 'deb'));
    const unpacked = path.join(work, 'unpacked');
    await run('dpkg-deb', ['-x', path.join(work, 'deb', deb), unpacked]);
    await putInPlace(unpacked, path.join(tools, 'nats'), () => fits(wanted));
  } catch (error) {
    throw new Error(`nats-server could not be fetched from Debian: ${error.stderr || error.message}\n${adviceFor('linux')}`, {
      cause: error,
    });
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  if (!(await fits(wanted))) throw new Error(`the nats-server unpacked to ${wanted} does not run on this system`);
  return wanted;
}
