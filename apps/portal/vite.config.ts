import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { compressed } from './vite.compressed.ts';

const here = (place: string) => fileURLToPath(new URL(place, import.meta.url));

/** Only files of our own address: the gateway's content security policy allows no inline script and no foreign source. */
export default defineConfig({
  root: here('.'),
  plugins: [vue(), compressed()],
  build: {
    outDir: here('./dist'),
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    // On a busy machine every plugin is slow; that is no news.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  /** `npx vite --config apps/portal/vite.config.ts` while working on pages; the gateway of `npm start` answers the rest. */
  server: {
    proxy: Object.fromEntries(
      ['/api', '/session', '/js', '/image', '/badges/public'].map((place) => [place, { target: process.env.GATEWAY ?? 'http://localhost:8080' }]),
    ),
  },
});
