import { beside } from '../../../format.js';
import { has, t } from '../../../i18n/index.js';
import type { InWords } from './fields.js';
import type { CaseView } from './model.js';

/** Fields that hold codes. */
const CODED = new Set(['/unit/kind', '/unit/administrativeFunctions', '/unit/affiliation', '/kind', '/place']);

/** How the data of a case are said: codes in words, the division by its name, years as years. */
export const wordsFor =
  ({ unit, regionName }: CaseView): InWords =>
  (pointer, value) => {
    if (CODED.has(pointer) && has(`staff.word.${value}`)) return t(`staff.word.${value}`);
    if (pointer === '/unit/region' && regionName && value === unit?.['region']) return beside(regionName, String(value));
    if (pointer === '/years' && value) return t('domains.yearsOf', { n: value });
    return value;
  };
