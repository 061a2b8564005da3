#!/usr/bin/env node
import fs from 'node:fs';
import path from 'node:path';
import './docs/typescript.mjs';
import { commentsIn } from './docs/comments.mjs';
import { pagesOf } from './docs/pages.mjs';
import { workflowsIn } from './docs/workflows.mjs';
import { ROOT } from './suite/prepare.mjs';

const HELP = `npm run docs [-- --check]

Writes what the documentation takes from the code: docs/bus/asyncapi.yaml, docs/bus/schemas/ and docs/workflows.md.
  --check   write nothing; name what is not as the code says, and end with 1 if there is any`;

const DOCS = path.join(ROOT, 'docs');
/** The only folder of docs/ in which every file is made by this program. */
const SCHEMAS = 'bus/schemas';

async function main() {
  if (process.argv.includes('--help')) return console.log(HELP);
  const check = process.argv.includes('--check');
  const pages = await made();
  const present = fs.existsSync(path.join(DOCS, SCHEMAS)) ? fs.readdirSync(path.join(DOCS, SCHEMAS)) : [];
  const superfluous = present.map((name) => `${SCHEMAS}/${name}`).filter((name) => !pages.has(name));
  const stale = [...pages].filter(([name, text]) => read(name) !== text).map(([name]) => name);
  if (check) {
    for (const name of [...stale, ...superfluous]) console.log(`not as the code says: docs/${name}`);
    process.exitCode = stale.length + superfluous.length ? 1 : 0;
    return;
  }
  for (const name of superfluous) fs.rmSync(path.join(DOCS, name));
  for (const name of stale) {
    fs.mkdirSync(path.dirname(path.join(DOCS, name)), { recursive: true });
    fs.writeFileSync(path.join(DOCS, name), pages.get(name));
  }
  console.log(`${pages.size} files, ${stale.length} written, ${superfluous.length} removed`);
}

/** What the sources say now. They can be imported once the hooks are registered, hence not at the top. */
async function made() {
  const contracts = await import('../libs/contracts/src/index.ts');
  const comments = commentsIn(path.join(ROOT, 'libs/contracts/src'));
  return pagesOf(contracts, comments, await workflowsIn(path.join(ROOT, 'apps')));
}

function read(name) {
  const file = path.join(DOCS, name);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
}

await main();
