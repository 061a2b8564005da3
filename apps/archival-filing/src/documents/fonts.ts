import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import { Typeface } from './typeface.js';

/** Name of the family inside document definitions. */
export const SONG = 'Song';

/** The two cuts of the serif that stands for 仿宋 and 小标宋, which are not free. */
export interface Founts {
  text: Typeface;
  bold: Typeface;
}

/** pdfmake's files in memory; its own types leave this member out. */
interface WithFiles {
  virtualfs: { writeFileSync(name: string, content: Buffer): void };
}

let founts: Founts | undefined;

/**
 * Noto Serif SC, read once per process and registered with pdfmake. Nothing else may be read from disk or fetched while a
 * document is made, so no data of an applicant can make it open a file or an address.
 */
export function loadFounts(): Founts {
  if (founts) return founts;
  const require = createRequire(import.meta.url);
  const read = (file: string): Typeface =>
    new Typeface(readFileSync(require.resolve(`@expo-google-fonts/noto-serif-sc/${file}`)));
  founts = { text: read('400Regular/NotoSerifSC_400Regular.ttf'), bold: read('700Bold/NotoSerifSC_700Bold.ttf') };
  const { virtualfs } = pdfmake as unknown as WithFiles;
  virtualfs.writeFileSync('song-text.ttf', founts.text.file);
  virtualfs.writeFileSync('song-bold.ttf', founts.bold.file);
  pdfmake.setFonts({ [SONG]: { normal: 'song-text.ttf', bold: 'song-bold.ttf' } });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy(() => false);
  return founts;
}
