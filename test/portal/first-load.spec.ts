import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** A file of the build in Vite's manifest; `imports` come with it, `dynamicImports` when they are needed. */
interface Chunk {
  file: string;
  imports?: string[];
  isEntry?: boolean;
}

const DIST = path.resolve('apps/portal/dist');
const KB = 1024;

/**
 * Script that a browser loads before it shows a page, compressed as the gateway sends it. The verification page of a badge
 * loads none at all (apps/badge-issuance).
 */
describe('the first load', () => {
  let manifest: Record<string, Chunk>;
  beforeAll(() => {
    const file = path.join(DIST, '.vite/manifest.json');
    if (!fs.existsSync(file)) execFileSync('npm', ['run', '--silent', 'build:portal']);
    manifest = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, Chunk>;
  }, 300_000);

  function withImports(name: string, found = new Set<string>()): Set<string> {
    const chunk = manifest[name];
    if (!chunk) throw new Error(`${name} is not in the build`);
    if (found.has(name)) return found;
    found.add(name);
    for (const one of chunk.imports ?? []) withImports(one, found);
    return found;
  }

  const kilobytes = (page: string): number => {
    const chunks = withImports(page, withImports('index.html'));
    return [...chunks].reduce((sum, name) => sum + fs.statSync(path.join(DIST, `${manifest[name]!.file}.gz`)).size, 0) / KB;
  };

  it.each(['LandingPage', 'LookUpPage', 'ReportPage'])('of a public page is at most 250 KB: %s', (page) => {
    expect(kilobytes(`src/pages/public/${page}.vue`)).toBeLessThanOrEqual(250);
  });

  it('of any other page is at most 600 KB', () => {
    const pages = Object.keys(manifest).filter((name) => /^src\/pages\/.*Page.*\.vue$/.test(name));
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.filter((page) => kilobytes(page) > 600)).toEqual([]);
  });
});
