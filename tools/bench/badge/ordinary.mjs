import '../../docs/typescript.mjs';
import { serveProgram } from '../program.mjs';

// A program: an ordinary Nest controller for the same route; DATABASE_URL says where the badges are.
const { serve } = await import('./ordinary.ts');
serveProgram({}, { port: await serve(process.env.DATABASE_URL) });
