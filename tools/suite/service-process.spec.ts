import fs from 'node:fs';
import path from 'node:path';
import { eventually } from '../../libs/testing/src/eventually.js';
import { runFolder } from '../../libs/testing/src/run.js';
import { freePort } from '../infrastructure/ports.mjs';
import { ServiceProcess } from './service-process.mjs';

describe('a program of the suite', () => {
  let program: ServiceProcess;
  let told: string[];

  beforeEach(async () => {
    told = [];
    const port = await freePort();
    program = new ServiceProcess({
      name: 'crashing',
      script: 'tools/suite/test-programs/crashing.mjs',
      env: { PORT: String(port), PATH: process.env.PATH },
      url: `http://127.0.0.1:${port}`,
      ready: '/',
      logs: fs.mkdtempSync(path.join(runFolder(), 'program-')),
      onEvent: (line) => told.push(line),
    });
    await program.start();
  });
  afterEach(() => program.stop());

  const ask = async (where = '/'): Promise<string> => (await fetch(program.url + where)).text();

  it('is started again after a crash, and the crash is told', async () => {
    const before = await ask();
    await expect(ask('/crash')).rejects.toThrow('fetch failed');
    await eventually(async () => expect(await ask()).not.toBe(before));
    expect(told).toEqual([expect.stringContaining('crashing ended (3); starting it again')]);
  });

  it('stays down after a kill until it is restarted', async () => {
    const before = program.pid;
    await program.kill();
    expect(program.running).toBe(false);
    await expect(ask()).rejects.toThrow('fetch failed');
    await program.restart();
    expect(await ask()).toBe(String(program.pid));
    expect(program.pid).not.toBe(before);
    expect(told).toEqual([]);
  });

  it('ends in order and is not started again', async () => {
    await program.stop();
    expect(program.running).toBe(false);
    expect(told).toEqual([]);
  });

  it('tells why it did not start', async () => {
    const broken = new ServiceProcess({
      name: 'broken',
      script: 'tools/suite/test-programs/nothing-here.mjs',
      env: { PATH: process.env.PATH },
      url: 'http://127.0.0.1:9',
      ready: '/',
      logs: fs.mkdtempSync(path.join(runFolder(), 'program-')),
    });
    await expect(broken.start()).rejects.toThrow(/broken did not start: it ended 3 times\n[^]*Cannot find module/);
    await broken.stop();
  });
});
