const { isBuiltin } = require('node:module');
const vm = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/** Our own sources, by path or by the name of a library; everything else is Node's or a package. */
const OURS = /^(\.{0,2}\/|file:|data:|@biaozhi\/|@jest\/globals$)/;
/** What Node has loaded in this process, as modules that Jest's can import. */
const loaded = new Map();

/**
 * Jest's module loader, except that packages come from Node's own loader and stay from one test file to the next: loading
 * Nest, TypeORM and the rest anew took two fifths of the tests' processor time. Our sources are still loaded anew for each
 * file. It leans on inner names of jest-runtime; another version that has other names breaks every test at once.
 */
class PackagesOfNode extends Runtime {
  constructor(...given) {
    super(...given);
    const { esmLoader, executor } = this;
    // Objects of packages and of tests are of one kind only when both live in the same context: Node's.
    esmLoader.getContext = () => undefined;
    executor.compile = (source, filename) => vm.compileFunction(source, executor.injectedModuleParameters, { filename });
    const resolveOurs = esmLoader.resolveModule.bind(esmLoader);
    esmLoader.resolveModule = (specifier, from, context) => {
      if (OURS.test(specifier) && !isBuiltin(specifier)) return resolveOurs(specifier, from, context);
      if (!loaded.has(specifier)) loaded.set(specifier, handedOver(specifier));
      return loaded.get(specifier);
    };
  }
}

async function handedOver(specifier) {
  const namespace = await import(specifier);
  const names = Object.keys(namespace);
  const evaluate = function () {
    for (const name of names) this.setExport(name, namespace[name]);
  };
  const module = new vm.SyntheticModule(names, evaluate, { identifier: specifier });
  await module.link(() => undefined);
  await module.evaluate();
  return module;
}

// Jest asks for the default export of an ES module.
exports.__esModule = true;
exports.default = PackagesOfNode;
