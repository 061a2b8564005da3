import { importBuilt } from '../prepare.mjs';

// A program: takes the empty databases of { service: url } (JSON in DATABASE_URLS) through all migrations, back, and through them again, and
// prints what each had then: { service: { there, back, again } }, lists of tables, columns, indexes, constraints, functions and triggers.

const SCHEMA = `
  SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || coalesce(' ' || column_default || generation_expression, '') AS what
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migrations'
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations'
  UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
             WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND conrelid::regclass::text <> 'migrations'
  UNION ALL SELECT 'function ' || proname || ' ' || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
             AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  ORDER BY what`;

const { databaseOptions } = await importBuilt('libs/service-kit/src/index.js');
const { DataSource } = await import('typeorm');

const entries = Object.entries(JSON.parse(process.env.DATABASE_URLS)).map(async ([name, databaseUrl]) => {
  const { service } = await importBuilt(`apps/${name}/src/service.js`);
  const database = await new DataSource(databaseOptions(service, { databaseUrl, databasePool: 1 })).initialize();
  const schema = async () => (await database.query(SCHEMA)).map(({ what }) => what);
  try {
    const count = (await database.runMigrations()).length;
    const there = await schema();
    for (let n = 0; n < count; n += 1) await database.undoLastMigration();
    const back = await schema();
    await database.runMigrations();
    return [name, { there, back, again: await schema() }];
  } finally {
    await database.destroy();
  }
});
console.log(JSON.stringify(Object.fromEntries(await Promise.all(entries))));
