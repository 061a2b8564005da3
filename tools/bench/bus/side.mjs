import '../../docs/typescript.mjs';

// One service of the benchmark as a process of its own: `side.mjs producer|consumer`, told what to do over IPC.
const { run } = await import(process.argv[2] === 'producer' ? './producer.ts' : './consumer.ts');
const side = await run({ databaseUrl: process.env.DATABASE_URL, natsUrl: process.env.NATS_URL });
process.on('message', ({ id, ask, args = [] }) => {
  Promise.resolve(side[ask](...args)).then(
    (answer) => process.send({ id, answer }),
    (error) => process.send({ id, error: String(error?.stack ?? error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send({ id: 0 });
