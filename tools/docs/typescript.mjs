import { register } from 'node:module';

// Whoever loads this file can import the sources as they stand, without a build.
register('./typescript-hooks.mjs', import.meta.url);
