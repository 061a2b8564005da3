import { randomBytes } from 'node:crypto';
import { startOutside } from './index.mjs';

/**
 * Runs it by itself: `node tools/outside/main.mjs`. SMTP_PORT (1025), SMS_PORT (1026), PAYMENT_PORT (1027) and
 * MAILBOX_PORT (8025) choose the ports, HOST the address, OUTSIDE_DIR a folder that keeps messages, SECRET_ALIYUN,
 * SECRET_TENCENT and SECRET_PAYMENT the providers' keys.
 */
const secrets = {};
const outside = await startOutside({
  dir: process.env.OUTSIDE_DIR,
  host: process.env.HOST ?? '127.0.0.1',
  portOf: (name, wanted) => Number(process.env[`${name.toUpperCase()}_PORT`] ?? wanted),
  secret: (name) => (secrets[name] ??= process.env[`SECRET_${name.toUpperCase()}`] ?? randomBytes(18).toString('base64url')),
});

console.log(`Mailbox page ${outside.mailboxUrl}`);
for (const [service, settings] of Object.entries(outside.settings)) {
  console.log(`Settings of ${service}:`);
  for (const [name, value] of Object.entries(settings)) console.log(`  ${name}=${value}`);
}

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => outside.stop().then(() => process.exit(0)));
