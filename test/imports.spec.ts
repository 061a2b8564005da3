import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '..');

/** Files that keep the rules. */
const GOOD = {
  'apps/three/src/b.ts': "import './a.js';",
  'apps/one/src/domain/thing.ts': "import { word } from '@biaozhi/contracts'; export { word };",
  'apps/one/src/domain/other.ts': "import { word } from './thing.js'; export { word };",
  'apps/one/src/use-cases/do.ts': "import { word } from '../domain/other.js'; export { word };",
  'apps/one/src/http/controller.ts': "import { Controller } from '@nestjs/common'; import '../use-cases/do.js'; export { Controller };",
  'apps/one/src/one.spec.ts': "import '@biaozhi/testing';",
  'libs/bus/src/index.ts': "import '@nats-io/jetstream';",
  'libs/contracts/src/index.ts': "export { word } from './word.js';",
  'libs/contracts/src/word.ts': "export const word = '';",
  'libs/testing/src/index.ts': 'export const eventually = 1;',
};

/** Files that break one rule each. */
const BAD: [what: string, file: string, text: string, rule: string][] = [
  ['a service that imports another', 'apps/two/src/a.ts', "import '../../one/src/domain/thing.js';", 'apps-stand-alone'],
  ['a library that imports a service', 'libs/problem/src/a.ts', "import '../../../apps/one/src/domain/thing.js';", 'libs-know-no-app'],
  ['Nest in the domain', 'apps/one/src/domain/nest.ts', "import '@nestjs/common';", 'domain-imports-no-framework'],
  [
    'TypeORM in the domain, even as a type',
    'apps/one/src/domain/orm.ts',
    "import type { EntityManager } from 'typeorm'; export type A = EntityManager;",
    'domain-imports-no-framework',
  ],
  ['HTTP in the domain', 'apps/one/src/domain/http.ts', "import http from 'node:http'; export { http };", 'domain-imports-no-framework'],
  ['the store in the domain', 'apps/one/src/domain/store.ts', "import '../use-cases/do.js';", 'domain-imports-no-framework'],
  ['NATS in a service', 'apps/one/src/nats.ts', "import '@nats-io/transport-node';", 'only-bus-talks-to-nats'],
  ['the inside of a library', 'apps/one/src/inside.ts', "import '../../../libs/contracts/src/word.js';", 'libs-by-their-face'],
  ['test helpers in a service', 'apps/one/src/helpers.ts', "import '@biaozhi/testing';", 'testing-stays-in-tests'],
  ['something that is not there', 'apps/one/src/gone.ts', "import './nowhere.js';", 'resolves'],
  ['a use case that looks up to http', 'apps/one/src/use-cases/up.ts', "import '../http/controller.js';", 'decisions-do-not-look-up'],
  ['a circle', 'apps/three/src/a.ts', "import './b.js';", 'no-circles'],
];

describe('the rules of imports', () => {
  const broken = new Map<string, string[]>();

  beforeAll(async () => {
    // Inside the repository, so that packages resolve as they do for the real files.
    fs.mkdirSync(path.join(ROOT, '.state'), { recursive: true });
    const dir = fs.mkdtempSync(path.join(ROOT, '.state', 'imports-'));
    try {
      const files = { ...GOOD, ...Object.fromEntries(BAD.map(([, file, text]) => [file, text])), 'package.json': '{"type":"module"}' };
      for (const [name, text] of Object.entries(files)) {
        fs.mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
        fs.writeFileSync(path.join(dir, name), text);
      }
      for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json']) fs.cpSync(path.join(ROOT, name), path.join(dir, name));
      const cruiser = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
      const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs'];
      const { stdout } = await run(process.execPath, args, { cwd: dir, maxBuffer: 64 * 1024 * 1024 }).catch(
        (error: { stdout: string }) => error,
      );
      const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[] } };
      for (const { from, rule } of summary.violations) broken.set(from, [...(broken.get(from) ?? []), rule.name]);
    } finally {
      fs.rmSync(dir, { recursive: true });
    }
  });

  it.each(BAD)('refuse %s', (_, file, _text, rule) => expect(broken.get(file)).toEqual([rule]));

  it('are kept by everything else', () => {
    expect(Object.keys(GOOD).filter((file) => broken.has(file))).toEqual([]);
  });
});
