import fs from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from '@swc/core';

const LIBS = new URL('../../libs/', import.meta.url);
const SWC = JSON.parse(fs.readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8'));

/** Our libraries by name, and what the sources call `.js` before it is built. */
export function resolve(specifier, context, next) {
  const [, lib] = /^@biaozhi\/([\w-]+)$/.exec(specifier) ?? [];
  if (lib) return { url: new URL(`${lib}/src/index.ts`, LIBS).href, format: 'module', shortCircuit: true };
  const fromSource = context.parentURL?.endsWith('.ts') && /^\.{1,2}\/.*\.js$/.test(specifier);
  if (!fromSource) return next(specifier, context);
  const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
  if (!fs.existsSync(source)) return next(specifier, context);
  return { url: pathToFileURL(fileURLToPath(source)).href, format: 'module', shortCircuit: true };
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(fs.readFileSync(filename, 'utf8'), {
    ...SWC,
    swcrc: false,
    configFile: false,
    filename,
    sourceMaps: 'inline',
    module: { type: 'es6' },
  });
  return { format: 'module', source: code, shortCircuit: true };
}
