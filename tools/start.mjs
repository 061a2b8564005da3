#!/usr/bin/env node
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { killAll } from './infrastructure/processes.mjs';
import { build, buildIsCurrent, checkNode, installModules, modulesAreCurrent } from './suite/prepare.mjs';
import { Progress } from './suite/progress.mjs';

const HELP = `npm start [-- options]

Brings the whole suite up on this machine: installs and builds when needed, starts PostgreSQL and NATS in .state/,
migrates, starts all services behind one address, and loads demo data. Ctrl-C ends everything; data stay.

  --fresh         throw the data of earlier starts away first
  --port N        port of the address (8080, or any free one when it is taken; also PORT)
  --host ADDRESS  listen there (127.0.0.1); give PUBLIC_URL too when people reach it by another name
  --state DIR     keep data there instead of .state/
  --no-demo       load no demo data
  --second-factor ask staff for a code of an authenticator app too, as production always does
  --quiet         print the result only
  --help

Existing servers instead of the embedded ones:
  DATABASE_URL             an administrator's PostgreSQL URL: a database and a role per service are made there
  DATABASE_URL_<SERVICE>   a ready database for one service, e.g. DATABASE_URL_RED_PAGE
  NATS_URL                 a nats-server ≥ 2.10 with JetStream, used by every service as it is
  NATS_SERVER_BIN          a nats-server program to start`;

/** See suite/start-suite.d.mts. Loaded late, because a fresh clone has no packages yet. */
export async function startSuite(options) {
  const suite = await import('./suite/start-suite.mjs');
  return suite.startSuite(options);
}

function parse(argv) {
  const options = {};
  const rest = [...argv];
  const value = (name) => {
    const text = rest.shift();
    if (text === undefined) throw new Error(`${name} needs a value; see --help`);
    return text;
  };
  while (rest.length) {
    const name = rest.shift();
    if (name === '--help' || name === '-h') options.help = true;
    else if (name === '--fresh') options.fresh = true;
    else if (name === '--quiet') options.quiet = true;
    else if (name === '--no-demo') options.demo = false;
    else if (name === '--second-factor') options.secondFactor = true;
    else if (name === '--port') options.ports = { gateway: Number(value(name)) };
    else if (name === '--host') options.host = value(name);
    else if (name === '--state') options.stateDir = value(name);
    else throw new Error(`unknown option ${name}; see --help`);
  }
  if (process.env.PUBLIC_URL) options.publicUrl = process.env.PUBLIC_URL;
  return options;
}

async function main() {
  const { help, ...options } = parse(process.argv.slice(2));
  if (help) return console.log(HELP);
  checkNode();
  const progress = new Progress({ quiet: options.quiet });
  if (!modulesAreCurrent()) await progress.step('installing packages (npm ci)', () => installModules());
  if (!buildIsCurrent()) await progress.step('building', () => build());
  const ending = new AbortController();
  let asked = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // One Ctrl-C may come twice: from the terminal, and passed on by npm.
      if (ending.signal.aborted && performance.now() - asked < 1000) return;
      asked = performance.now();
      if (ending.signal.aborted) {
        killAll();
        process.exit(130);
      }
      console.log(`\n${signal}: ending everything (data stay; again: at once)`);
      ending.abort();
    });
  }
  try {
    const suite = await startSuite({ ...options, progress, signal: ending.signal });
    console.log(summary(suite, options));
    if (!ending.signal.aborted) await once(ending.signal, 'abort');
    await suite.stop();
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  }
  process.exit(0);
}

function summary({ url, mailboxUrl, demo, stateDir, integratorUrl }, { secondFactor }) {
  return [
    '',
    `  Open        ${url}`,
    ...(mailboxUrl ? [`  Mailbox     ${mailboxUrl}   (mails and text messages that were sent)`] : []),
    `  Interfaces  ${url}/api/identity/docs and so on for each service`,
    ...(integratorUrl ? [`  Events      NATS_URL=${integratorUrl} STREAM=BADGE_ISSUANCE DURABLE=demo-integrator-badge node docs/bus/consumer.mjs`] : []),
    `  Logs        ${stateDir}/logs`,
    ...(demo ? ['', `  Demo log-ins, password ${demo.password}`, ...demo.accounts.map((name) => `    ${name}`)] : []),
    secondFactor ? '  Staff set up an authenticator app at their first log-in.' : '  Staff need no second factor here, unless they set one up (--second-factor demands it).',
    '',
    '  Ctrl-C ends everything.',
  ].join('\n');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error) => {
    console.error(`\n${error.message}`);
    process.exit(1);
  });
}
