import fs from 'node:fs';
import path from 'node:path';
import 'reflect-metadata';
import { textsOf } from '../libs/service-kit/src/http/operations.js';

/** Where controllers of services are; the gateway's own serve no OpenAPI. */
const FOLDERS = ['libs/service-kit/src/http', ...fs.readdirSync('apps').map((app) => `apps/${app}/src/http`)];
type Controller = { name: string; prototype: Record<string, object> };

const isController = (one: unknown): one is Controller => typeof one === 'function' && Reflect.hasMetadata('path', one) && !Reflect.hasMetadata('method', one);

/** Methods of a controller, its parents' as well, that answer a route. */
function handlersOf({ prototype }: Controller): string[] {
  const names = new Set<string>();
  for (let one: object | null = prototype; one && one !== Object.prototype; one = Object.getPrototypeOf(one)) {
    for (const name of Object.getOwnPropertyNames(one)) if (name !== 'constructor') names.add(name);
  }
  return [...names].filter((name) => typeof prototype[name] === 'function' && Reflect.hasMetadata('method', prototype[name]));
}

describe('the OpenAPI of the services', () => {
  const files = FOLDERS.filter((folder) => fs.existsSync(folder)).flatMap((folder) =>
    fs.readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts')).map((name) => path.resolve(folder, name)),
  );

  it('has one line for every operation, which is the first sentence of its doc comment', async () => {
    const missing: string[] = [];
    let operations = 0;
    for (const file of files) {
      const controllers = Object.values((await import(file)) as object).filter(isController);
      for (const one of controllers) {
        const texts = textsOf(one);
        for (const name of handlersOf(one)) {
          operations++;
          const { summary } = texts.get(name) ?? { summary: '' };
          if (summary.length < 3 || summary.length > 140) missing.push(`${path.relative('.', file)} ${one.name}.${name}: ${summary}`);
        }
      }
    }
    expect(operations).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });
});
