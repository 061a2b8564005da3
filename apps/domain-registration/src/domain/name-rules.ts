import { finding, type Finding } from '@biaozhi/problem';
import { checkIdn, suffixFits, variantFold, type Suffix } from '@biaozhi/standards';
import type { ReservedNames } from './reserved-names.js';
import type { UnitCopy } from './unit.js';
import './messages.js';

/** A name that a unit would like. */
export interface Wish {
  label: string;
  suffix: Suffix;
  unit: UnitCopy;
}

/** Says what is wrong with a wish, or nothing. */
type NameRule = (wish: Wish, reserved: ReservedNames) => Finding | undefined;

/** An institution with administrative functions (承担行政职能的事业单位) is treated as an organ. */
const actsAsOrgan = ({ kind, administrativeFunctions }: UnitCopy): boolean => kind === 'organ' || administrativeFunctions;

/** Two to twenty characters, 63 octets when encoded, hyphens, characters: UTS 46, strictly. */
const wellFormed: NameRule = ({ label, suffix }) => {
  const check = checkIdn(label, suffix);
  return check.ok ? undefined : finding(check.code, check.code === 'domain-suffix' ? '/suffix' : '/label');
};

const suffixFitsUnit: NameRule = ({ suffix, unit }) =>
  suffixFits(unit.kind, unit.administrativeFunctions, suffix) ? undefined : finding('suffix-not-eligible', '/suffix');

/** A division's bare name, and that of its government, belong to the organs of just that division. */
const divisionIsOwn: NameRule = ({ label, unit }, reserved) => {
  const named = reserved.divisionsNamed(label);
  const own = actsAsOrgan(unit) && named.includes(unit.region);
  return named.length && !own ? finding('name-reserved-division', '/label') : undefined;
};

const noCountry: NameRule = ({ label }, reserved) =>
  reserved.isCountry(label) ? finding('name-reserved-country', '/label') : undefined;

const nationalHeadIsEarned: NameRule = ({ label, unit }, reserved) => {
  const word = reserved.nationalHead(label);
  const earned = word && unit.affiliation === 'central' && variantFold(unit.name).includes(variantFold(word));
  return word && !earned ? finding('name-reserved-national', '/label', { word }) : undefined;
};

const governmentWordsAreOrgans: NameRule = ({ label, unit }, reserved) => {
  const word = actsAsOrgan(unit) ? undefined : reserved.governmentWord(label);
  return word ? finding('name-government-word', '/label', { word }) : undefined;
};

const nothingForbidden: NameRule = ({ label }, reserved) =>
  reserved.forbiddenWord(label) ? finding('name-forbidden', '/label') : undefined;

const RULES: readonly NameRule[] = [
  wellFormed,
  suffixFitsUnit,
  divisionIsOwn,
  noCountry,
  nationalHeadIsEarned,
  governmentWordsAreOrgans,
  nothingForbidden,
];

/** Everything that is wrong with a wish, at once. Whether the name is taken is another question. */
export const nameFindings = (wish: Wish, reserved: ReservedNames): Finding[] => RULES.flatMap((rule) => rule(wish, reserved) ?? []);
