import fs from 'node:fs';
import path from 'node:path';
import { applicant } from './applicant.js';
import { common } from './common.js';
import { publicPages } from './public.js';
import { staff } from './staff.js';

const AREAS = { common, applicant, staff, publicPages };

/** Punctuation of Chinese: 、。〔〕《》「」 and the full-width forms of ASCII. Titles keep 《》 and 〔〕. */
const CHINESE_PUNCTUATION = /[\u3001\u3002\u300c-\u3011\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/;

describe.each(Object.entries(AREAS))('the sentences of %s', (_, { 'zh-CN': chinese, en }) => {
  it('are there in both languages', () => {
    // A text of several lines, whose keys end in a number, may have more of them in one language.
    const keys = (of: Record<string, string>): string[] => Object.keys(of).filter((key) => !/\.[1-9]$/.test(key)).toSorted();
    expect(keys(en)).toEqual(keys(chinese));
  });

  it('have the same parameters in both', () => {
    const parameters = (text: string | undefined): string[] => [...new Set(text?.match(/\{\w+\}/g))].toSorted();
    expect(Object.keys(chinese).filter((key) => parameters(chinese[key]).join() !== parameters(en[key]).join())).toEqual([]);
  });

  it('have the punctuation of their language in English', () => {
    expect(Object.entries(en).filter(([, text]) => CHINESE_PUNCTUATION.test(text))).toEqual([]);
  });
});

describe('a page', () => {
  /** What is shown of a page's file: without comments, and without patterns, which read what people type. */
  const shown = (text: string): string => text.replace(/<!--[^]*?-->|\/\*[^]*?\*\/|^\s*\/\/.*$|(?<=[\s;]) \/\/ .*$|(?<=replaceAll\()'.*?'|(?<=[(]|= )\/.*?\/[a-z]*(?=[);,.])/gm, '');
  const files = fs.readdirSync('apps/portal/src', { recursive: true }).map(String).filter((name) => name.endsWith('.vue') || /(?<!texts|spec)\.ts$/.test(name));
  const pages = files.filter((name) => !name.startsWith('i18n'));

  it('joins its sentences by the punctuation of the language, not by one of its own', () => {
    expect(pages.length).toBeGreaterThan(100);
    const own = pages.filter((name) => CHINESE_PUNCTUATION.test(shown(fs.readFileSync(path.join('apps/portal/src', name), 'utf8'))));
    expect(own).toEqual([]);
  });
});
