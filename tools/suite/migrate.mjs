import { importBuilt } from './prepare.mjs';

// A program: brings the databases of { service: url } (JSON in DATABASE_URLS) to this build's version. In one process, because
// loading the frameworks takes far longer than the migrations.

const { migrate } = await importBuilt('libs/service-kit/src/index.js');

const databaseUrls = JSON.parse(process.env.DATABASE_URLS);
await Promise.all(
  Object.entries(databaseUrls).map(async ([name, databaseUrl]) => {
    const { service } = await importBuilt(`apps/${name}/src/service.js`);
    await migrate(service, { databaseUrl, databasePool: 2 });
  }),
);
