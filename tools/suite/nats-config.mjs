/**
 * The configuration of a production nats-server: one user per service with its allow-lists. Passwords come from the
 * server's environment (NATS_PASSWORD_<SERVICE>), so the text holds no secret.
 * @param {{ user: string, permissions: { publish: { allow: string[] }, subscribe: { allow: string[] } } }[]} users
 */
export function natsConfig(users) {
  const blocks = users.map(userBlock);
  return `# Made by "node tools/nats-config.mjs" from the contracts (libs/bus/src/permissions.ts); a test compares the two.
listen: 0.0.0.0:4222
http: 0.0.0.0:8222
max_payload: 1MB
jetstream: {
  store_dir: /data
  max_memory_store: 256MB
  max_file_store: 16GB
  # What is acknowledged is on the disk.
  sync_interval: always
}
authorization: {
  users: [
    { user: admin, password: $NATS_PASSWORD_ADMIN }
${blocks.join('\n')}
  ]
}
`;
}

/** Where the broker's environment has a user's password. */
export const passwordVariable = (user) => `NATS_PASSWORD_${user.replaceAll('-', '_').toUpperCase()}`;

/** One user of the list, as nats-server's configuration has it. */
export function userBlock({ user, permissions }) {
  const list = (subjects) => subjects.map((subject) => `          ${JSON.stringify(subject)}`).join('\n');
  return `    {
      user: ${user}, password: $${passwordVariable(user)}
      permissions: {
        publish: { allow: [
${list(permissions.publish.allow)}
        ] }
        subscribe: { allow: [
${list(permissions.subscribe.allow)}
        ] }
      }
    }`;
}
