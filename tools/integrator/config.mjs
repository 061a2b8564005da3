import { userBlock } from '../suite/nats-config.mjs';

/** Where the list of users ends in a configuration that `tools/nats-config.mjs` has made. */
const END_OF_USERS = '\n  ]\n}\n';

const begin = (name) => `    # integrator ${name}`;
const end = (name) => `    # end of integrator ${name}`;

/** The configuration with the user of an integrator in it, in place of an earlier one. */
export function withUser(config, user) {
  const without = withoutUser(config, user.user);
  const at = without.lastIndexOf(END_OF_USERS);
  if (at < 0) throw new Error('this is not a configuration of tools/nats-config.mjs: its list of users has no end');
  return `${without.slice(0, at)}\n${begin(user.user)}\n${userBlock(user)}\n${end(user.user)}${without.slice(at)}`;
}

/** The configuration without that user. */
export function withoutUser(config, name) {
  const from = config.indexOf(`\n${begin(name)}\n`);
  if (from < 0) return config;
  const last = `${end(name)}`;
  return config.slice(0, from) + config.slice(config.indexOf(last, from) + last.length);
}
