import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { alive } from '../infrastructure/processes.mjs';

/**
 * What a suite remembers between two starts, in one folder: passwords that were drawn once, ports that were free then,
 * and which processes run now.
 */
export class State {
  constructor(dir) {
    this.dir = dir;
    fs.mkdirSync(dir, { recursive: true });
    this.secretsFile = path.join(dir, 'secrets.json');
    this.portsFile = path.join(dir, 'ports.json');
    this.runFile = path.join(dir, 'run.json');
    this.secrets = readJson(this.secretsFile) ?? {};
    this.ports = readJson(this.portsFile) ?? {};
    this.migratedFile = path.join(dir, 'migrated.json');
    this.migrated = readJson(this.migratedFile) ?? {};
  }

  /** The secret of that name: drawn at the first call, the same at every later one. Safe in URLs and headers. */
  secret(name, draw = () => randomBytes(24).toString('base64url')) {
    if (!this.secrets[name]) {
      this.secrets[name] = draw();
      fs.writeFileSync(this.secretsFile, JSON.stringify(this.secrets, null, 2), { mode: 0o600 });
    }
    return this.secrets[name];
  }

  rememberPort(name, port) {
    this.ports[name] = port;
    fs.writeFileSync(this.portsFile, JSON.stringify(this.ports, null, 2));
  }

  /** Which build a service's database was migrated by, and which database that was. */
  noteMigrated(service, version) {
    this.migrated[service] = version;
    fs.writeFileSync(this.migratedFile, JSON.stringify(this.migrated, null, 2), { mode: 0o600 });
  }

  folder(name) {
    const dir = path.join(this.dir, name);
    fs.mkdirSync(dir, { recursive: true });
    return dir;
  }

  /** The suite that runs on this folder now: its addresses and process ids. */
  get running() {
    const run = readJson(this.runFile);
    return run && alive(run.launcher) ? run : undefined;
  }

  /** What an earlier launcher noted, also when it no longer lives. */
  get left() {
    return readJson(this.runFile);
  }

  note(run) {
    fs.writeFileSync(`${this.runFile}.new`, JSON.stringify({ launcher: process.pid, ...run }, null, 2), { mode: 0o600 });
    fs.renameSync(`${this.runFile}.new`, this.runFile);
  }

  forget() {
    fs.rmSync(this.runFile, { force: true });
  }
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
