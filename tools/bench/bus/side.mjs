import '../../docs/typescript.mjs';
import { serveProgram } from '../program.mjs';

// One service of the benchmark as a process of its own: `side.mjs producer|consumer`.
const { run } = await import(process.argv[2] === 'producer' ? './producer.ts' : './consumer.ts');
serveProgram(await run({ databaseUrl: process.env.DATABASE_URL, natsUrl: process.env.NATS_URL }));
