import type { Browser } from 'playwright-core';

/**
 * Launches a headless Chromium; the caller closes it.
 * @param options.say receives a line when the browser is unpacked for the first time
 * @throws Error with advice when there is no Chromium for this platform
 */
export function launchBrowser(options?: { say?: (line: string) => void }): Promise<Browser>;
