import { chromium } from 'playwright-core';
import { findChromium } from './chromium.mjs';

/**
 * The sandbox needs rights that a container seldom gives; only pages of our own are opened. The other flags keep the browser
 * from talking to anybody but the pages under test.
 */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/** A headless Chromium, driven by playwright-core. Documented in launch.d.mts. */
export async function launchBrowser({ say = () => {} } = {}) {
  const { executablePath, env } = await findChromium({ say });
  return chromium.launch({ executablePath, env: { ...process.env, ...env }, args: FLAGS });
}
