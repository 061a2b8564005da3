import '../../docs/typescript.mjs';

// A program: an ordinary Nest controller for the same route; DATABASE_URL says where the badges are.
const { serve } = await import('./ordinary.ts');
process.send({ id: 0, port: await serve(process.env.DATABASE_URL) });
process.on('disconnect', () => process.exit(0));
