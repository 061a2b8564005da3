import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';

const run = promisify(execFile);
const inflate = promisify(brotliDecompress);
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The headless Chromium is built for this platform only; on others one that is installed has to be named. */
const SHIPPED_FOR = 'linux-x64';

/**
 * A Chromium to test with, and the environment that it needs: CHROMIUM_BIN, then PATH, then the one that the npm package
 * `@sparticuz/chromium` carries in its tarball, unpacked once into `.tools/`. Needs no root and installs nothing.
 * @throws Error that says how to get one, when there is none for this platform
 */
export async function findChromium({ tools = path.join(ROOT, '.tools'), say = () => {} } = {}) {
  const given = process.env.CHROMIUM_BIN;
  if (given) {
    if (!fs.existsSync(given)) throw new Error(`CHROMIUM_BIN=${given} does not exist`);
    return { executablePath: given, env: await fontsFor(tools) };
  }
  for (const dir of (process.env.PATH ?? '').split(path.delimiter)) {
    const found = NAMES.map((name) => path.join(dir, name)).find((file) => fs.existsSync(file));
    if (found) return { executablePath: found, env: await fontsFor(tools) };
  }
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== SHIPPED_FOR) {
    throw new Error(`No Chromium for ${platform} was found. Install one, or set CHROMIUM_BIN to the path of Chromium or Chrome.`);
  }
  const home = await unpacked(tools, say);
  return {
    executablePath: path.join(home, 'chromium'),
    env: { ...(await fontsFor(tools)), LD_LIBRARY_PATH: [path.join(home, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') },
  };
}

/** The folder `.tools/chromium-<version>`: the program, and in `lib` the libraries (NSS) that a bare system lacks. */
async function unpacked(tools, say) {
  const packed = path.join(ROOT, 'node_modules', '@sparticuz', 'chromium');
  const { version } = JSON.parse(fs.readFileSync(path.join(packed, 'package.json'), 'utf8'));
  const home = path.join(tools, `chromium-${version}`);
  if (fs.existsSync(path.join(home, 'chromium'))) return home;
  say('unpacking Chromium (once, into .tools/)');
  const work = `${home}.${process.pid}`;
  fs.mkdirSync(work, { recursive: true });
  try {
    const open = async (name) => inflate(await fs.promises.readFile(path.join(packed, 'bin', name)));
    const [program, libraries] = await Promise.all([open('chromium.br'), open('al2023.tar.br')]);
    await fs.promises.writeFile(path.join(work, 'lib.tar'), libraries);
    await run('tar', ['-xf', 'lib.tar'], { cwd: work });
    fs.rmSync(path.join(work, 'lib.tar'));
    await fs.promises.writeFile(path.join(work, 'chromium'), program, { mode: 0o755 });
    // Renamed at the end, so that a second run never sees half a browser.
    fs.renameSync(work, home);
  } catch (error) {
    if (fs.existsSync(path.join(home, 'chromium'))) return home; // another run finished first
    throw new Error(`Chromium could not be unpacked: ${error.message}`, { cause: error });
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
  return home;
}

/**
 * Chinese text must not come out as boxes on a machine without Chinese fonts: fontconfig is given the system's fonts, if
 * any, and the ones that npm brought.
 */
async function fontsFor(tools) {
  if (process.platform !== 'linux') return {};
  const sans = path.join(ROOT, 'node_modules', '@expo-google-fonts', 'noto-sans-sc');
  const cache = path.join(tools, 'fontconfig');
  fs.mkdirSync(cache, { recursive: true });
  const file = path.join(cache, 'fonts.conf');
  const prefer = (family, font) =>
    `<alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`;
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>${sans}</dir>
  <cachedir>${cache}</cachedir>
  ${['sans-serif', 'system-ui', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei'].map((family) => prefer(family, 'Noto Sans SC')).join('\n  ')}
</fontconfig>
`;
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text) {
    fs.writeFileSync(`${file}.${process.pid}`, text);
    fs.renameSync(`${file}.${process.pid}`, file);
  }
  return { FONTCONFIG_FILE: file };
}
