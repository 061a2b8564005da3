import fs from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');

const pages = [
  ...fs.readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...fs.readdirSync(path.join(ROOT, 'docs'), { recursive: true }).map((name) => `docs/${String(name)}`).filter((name) => name.endsWith('.md')),
  ...fs.readdirSync(path.join(ROOT, 'apps')).map((app) => `apps/${app}/README.md`).filter((name) => fs.existsSync(path.join(ROOT, name))),
];

/** The anchor that a heading gets. */
const anchor = (heading: string): string =>
  heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');

const anchorsIn = (file: string): string[] =>
  [...fs.readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading!));

/** Relative links of a page that lead nowhere. */
function deadLinks(page: string): string[] {
  const text = fs.readFileSync(path.join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [place, fragment] = target.split('#') as [string, string | undefined];
    const file = place ? path.resolve(ROOT, path.dirname(page), place) : path.join(ROOT, page);
    if (!fs.existsSync(file)) return true;
    return fragment !== undefined && file.endsWith('.md') && !anchorsIn(file).includes(fragment);
  });
}

describe('the pages of the repository', () => {
  it.each(pages)('%s links to what exists', (page) => {
    expect(deadLinks(page)).toEqual([]);
  });

  it.each(['README.md', 'README.zh-CN.md'])('%s names every service and every demo log-in', (page) => {
    const text = fs.readFileSync(path.join(ROOT, page), 'utf8');
    const services = fs.readdirSync(path.join(ROOT, 'apps')).filter((app) => fs.existsSync(path.join(ROOT, 'apps', app, 'README.md')));
    const demo = fs.readFileSync(path.join(ROOT, 'apps/identity/src/use-cases/demo-is-prepared.ts'), 'utf8');
    const logIns = [...demo.matchAll(/loginName: '([\w-]+)'/g)].map(([, name]) => name!);
    expect(logIns.length).toBeGreaterThan(10);
    expect([...services, ...logIns].filter((name) => !text.includes(name))).toEqual([]);
  });
});
