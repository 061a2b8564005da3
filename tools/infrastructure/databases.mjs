import pg from 'pg';

/**
 * Makes (or brings up to date) one database with one role that owns it. The role can log in to this database only:
 * the right to connect, which PostgreSQL gives to everybody by default, is taken back.
 * `adminUrl` must belong to a role that may create roles and databases. Answers the role's URL.
 */
export async function ensureDatabase(adminUrl, { database, role = database, password }) {
  await asAdmin(adminUrl, async (client) => {
    const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    const secret = client.escapeLiteral(password);
    const roleName = client.escapeIdentifier(role);
    const databaseName = client.escapeIdentifier(database);
    await client.query(`${known.rowCount ? 'alter' : 'create'} role ${roleName} login password ${secret}`);
    const made = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!made.rowCount) {
      // An administrator who is no superuser may only hand a database to a role of which he is a member.
      await client.query(`grant ${roleName} to current_user`).catch(() => {});
      await client.query(`create database ${databaseName} owner ${roleName}`);
    }
    await client.query(`revoke connect, temporary on database ${databaseName} from public`);
    await client.query(`grant connect, temporary on database ${databaseName} to ${roleName}`);
  });
  const url = new URL(adminUrl);
  url.username = role;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

/** Drops a database made by `ensureDatabase` and its role, ending sessions that are still open. */
export async function dropDatabase(adminUrl, { database, role = database }) {
  await asAdmin(adminUrl, async (client) => {
    await client.query(`drop database if exists ${client.escapeIdentifier(database)} with (force)`);
    await client.query(`drop role if exists ${client.escapeIdentifier(role)}`);
  });
}

async function asAdmin(adminUrl, work) {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
