#!/usr/bin/env node
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import './docs/typescript.mjs';
import { withUser, withoutUser } from './integrator/config.mjs';
import { asAdministrator, bringDurables } from './integrator/durables.mjs';
import { passwordVariable, userBlock } from './suite/nats-config.mjs';

const HELP = `node tools/integrator.mjs admit --name NAME --region REGION --events EVENTS [--config FILE] [--url URL]
node tools/integrator.mjs dismiss --name NAME [--config FILE] [--url URL]

Admits a system of another institution to the bus, with the least that it needs: a NATS user that may ask its own durables
for messages and acknowledge them, and these durables with the agreed filters. Admitting it again changes what it may read.
  --name    of the system and of its user, e.g. province-37
  --region  all, the two digits of a province (37), or the six of a division (370102)
  --events  aggregate types and single events, joined by commas: badge,domain.expired
  --config  the configuration of the broker: the user is written into it; without this it is printed
  --url     nats://admin:password@host:4222 or NATS_ADMIN_URL: the durables are made there; without this they are only named
Docs: docs/bus.md`;

async function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      region: { type: 'string', default: 'all' },
      events: { type: 'string', default: '' },
      config: { type: 'string' },
      url: { type: 'string', default: process.env.NATS_ADMIN_URL },
      help: { type: 'boolean' },
    },
  });
  const [command] = positionals;
  if (values.help || !['admit', 'dismiss'].includes(command) || !values.name) return console.log(HELP);
  const bus = await import('../libs/bus/src/integrators.ts');
  const { integratorPermissions } = await import('../libs/bus/src/permissions.ts');
  const { STREAMS } = await import('../libs/contracts/src/index.ts');
  const { name, region, config, url } = values;
  const events = values.events.split(',').filter(Boolean);
  const wanted = command === 'admit' ? bus.durablesOf({ name, region, events }) : [];
  const user = { user: name, permissions: integratorPermissions(name, ...wanted) };

  if (config) {
    const before = fs.readFileSync(config, 'utf8');
    fs.writeFileSync(config, wanted.length ? withUser(before, user) : withoutUser(before, name));
    console.log(`${config}: ${wanted.length ? 'holds' : 'no longer holds'} the user ${name}; restart the broker to have it read`);
  } else if (wanted.length) console.log(userBlock(user));
  if (wanted.length) console.log(`its password: ${passwordVariable(name)} in the environment of the broker`);
  if (!url) return wanted.forEach(({ stream, filters, ...durable }) => console.log(`to be made: ${durable.name} on ${stream}, ${filters.join(' ')}`));
  const streams = STREAMS.filter((stream) => stream !== 'RESTRICTED');
  const of = (stream) => bus.integratorDurable(name, stream);
  const done = await asAdministrator(url, (manager) =>
    bringDurables(manager, { streams, of, wanted, configOf: bus.integratorDurableConfig }),
  );
  for (const line of done) console.log(line);
}

try {
  await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
