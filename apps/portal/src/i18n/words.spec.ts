import { applicant } from './applicant.js';
import { common } from './common.js';
import { publicPages } from './public.js';
import { staff } from './staff.js';

const AREAS = { common, applicant, staff, publicPages };

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
});
