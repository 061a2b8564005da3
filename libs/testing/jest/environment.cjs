const { ModuleMocker } = require('jest-mock');

/** Node itself, with no wall around a test file (see runtime.cjs); what one changed of the process is put back after it. */
module.exports = class {
  constructor() {
    this.global = globalThis;
    this.moduleMocker = new ModuleMocker(globalThis);
    this.before = { env: { ...process.env }, exit: process.exit };
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return undefined;
  }

  async setup() {}

  async teardown() {
    const { env, exit } = this.before;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.exit = exit;
  }
};
