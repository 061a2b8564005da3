import path from 'node:path';
import { admitIntegrator, provideBus } from './bus.mjs';
import { loadDemo, migrateAll } from './commands.mjs';
import { provideDatabases } from './databases.mjs';
import { gatewayEnvironment, serviceEnvironment } from './environment.mjs';
import { startOutsideWorld } from './outside-world.mjs';
import { keptPort, openState } from './opening.mjs';
import { ROOT, build, buildIsCurrent } from './prepare.mjs';
import { Parts, Together } from './parts.mjs';
import { Progress } from './progress.mjs';
import { ServiceProcess } from './service-process.mjs';
import { SERVICES, scriptOf } from './services.mjs';

/**
 * Starts everything: PostgreSQL, NATS, the outside world's simulators, all services and the gateway; migrates and loads
 * the demo data. Answers handles to every part. Documented in start-suite.d.mts.
 */
export async function startSuite({
  stateDir = path.join(ROOT, '.state'),
  ports = {},
  knownPorts = true,
  host = '127.0.0.1',
  publicUrl,
  quiet = false,
  fresh = false,
  durable = true,
  demo = true,
  secondFactor = false,
  settings = {},
  progress = new Progress({ quiet }),
  signal,
} = {}) {
  const parts = new Parts();
  const stop = () => parts.stop();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await start();
  } catch (error) {
    await stop();
    throw error;
  }

  async function start() {
    const state = await openState(stateDir, fresh, progress);
    await parts.add({ stop: async () => state.forget() });
    if (!buildIsCurrent()) await progress.step('building', () => build());

    const say = (line) => progress.say(line);
    const { postgres, urls: databaseUrls } = await progress.step('PostgreSQL', () => provideDatabases(state, { durable }));
    if (postgres) await parts.add(keepUp(postgres, 'PostgreSQL', say));
    const bus = await progress.step('NATS', () => provideBus(state, { say }));
    if (bus.nats) await parts.add(keepUp(bus.nats, 'NATS', say));

    const portOf = async (name, wanted) => ports[name] ?? (await keptPort(state, name, knownPorts ? wanted : undefined));
    const gatewayPort = await portOf('gateway', Number(process.env.PORT) || 8080);
    const url = publicUrl ?? `http://localhost:${gatewayPort}`;
    const servicePorts = {};
    for (const service of SERVICES) servicePorts[service] = await portOf(service);
    const serviceUrls = Object.fromEntries(SERVICES.map((service) => [service, `http://127.0.0.1:${servicePorts[service]}`]));
    const outside = await progress.step('mail catcher, SMS and payment simulators', () =>
      startOutsideWorld({ state, portOf, serviceUrls, gatewayUrl: `http://127.0.0.1:${gatewayPort}` }),
    );
    await parts.add(outside);

    const logs = state.folder('logs');
    const processes = {};
    let known = { url, mailboxUrl: outside.mailboxUrl, natsAdminUrl: bus.adminUrl };
    const note = (demoLogIns = known.demo) => {
      known = { ...known, demo: demoLogIns };
      state.note({ ...known, pids: pidsOf(processes) });
    };
    const common = { logs, onEvent: say, onLaunch: () => note() };
    for (const service of SERVICES) {
      const env = serviceEnvironment(service, {
        port: servicePorts[service],
        databaseUrl: databaseUrls[service],
        natsUrl: bus.urls[service],
        jwksUrl: `${serviceUrls.identity}/.well-known/jwks.json`,
        publicUrl: url,
        settings: { ...settings, ...(secondFactor ? { STAFF_SECOND_FACTOR: 'required' } : {}) },
        own: { ...outside.settingsOf(service), ...(service === 'identity' ? { SECOND_FACTOR_KEYS: state.secret('second factor') } : {}) },
      });
      const script = scriptOf(service);
      processes[service] = new ServiceProcess({
        name: service,
        script,
        env,
        url: serviceUrls[service],
        ready: '/health/ready',
        ...common,
      });
    }
    processes.gateway = new ServiceProcess({
      name: 'gateway',
      script: scriptOf('gateway'),
      env: gatewayEnvironment({ port: gatewayPort, host, publicUrl: url, serviceUrls, sessionKey: state.secret('session') }),
      url: `http://127.0.0.1:${gatewayPort}`,
      ready: '/health/live',
      ...common,
    });

    await progress.step('migrating', () => migrateAll(state, databaseUrls, signal));
    await parts.add(new Together(Object.values(processes)));
    await progress.step('starting the services', async () => {
      await Promise.all(Object.values(processes).map((one) => one.start()));
      if (bus.integratorUrl) await admitIntegrator(bus.adminUrl);
    });
    const demoLogIns = demo ? await progress.step('demo data', () => loadDemo(state, processes.identity, signal)) : undefined;
    note(demoLogIns);
    return {
      url,
      mailboxUrl: outside.mailboxUrl,
      demo: demoLogIns,
      stateDir,
      services: processes,
      serviceUrls,
      databaseUrls,
      postgres,
      nats: bus.nats,
      natsAdminUrl: bus.adminUrl,
      integratorUrl: bus.integratorUrl,
      outside,
      stop,
    };
  }
}

/** Starts an embedded server again that ended by itself; what a test killed stays down until the test restarts it. */
function keepUp(server, name, say) {
  server.onCrash(() => {
    say(`${name} ended by itself; starting it again, log: ${server.log}`);
    server.restart().catch((error) => say(`${name} cannot be started: ${error.message}`));
  });
  return server;
}

const pidsOf = (processes) => Object.fromEntries(Object.entries(processes).map(([name, { pid }]) => [name, pid]));
