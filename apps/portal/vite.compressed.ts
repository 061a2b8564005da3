import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import type { Plugin } from 'vite';

const TEXT = /\.(js|css|html|svg)$/;
const BEST = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: zlib.constants.BROTLI_MAX_QUALITY } };

/** Puts `.br` and `.gz` beside every text file of the build, so that the gateway compresses nothing while people wait. */
export const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir = '.' }, bundle) {
    for (const name of Object.keys(bundle).filter((one) => TEXT.test(one))) {
      const file = path.join(dir, name);
      const text = fs.readFileSync(file);
      fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(text, BEST));
      fs.writeFileSync(`${file}.gz`, zlib.gzipSync(text, { level: 9 }));
    }
  },
});
