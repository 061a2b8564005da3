import '../../docs/typescript.mjs';
import { serveProgram } from '../program.mjs';

// A program: an ordinary Nest controller for the same route.
const { serve } = await import('./ordinary.ts');
serveProgram({}, { port: await serve(process.env.DATABASE_URL, process.env.JWKS_URL) });
