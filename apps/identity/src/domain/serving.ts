import type { Affiliation } from '@biaozhi/contracts';
import { finding, type Finding } from '@biaozhi/problem';
import { CENTRE, division, divisionsUnder, type Division, type DivisionLevel } from '@biaozhi/standards';
import './messages.js';

/**
 * Units of this affiliation in this division. A bureau serves such pairs, each pair has one bureau: this, and nothing
 * computed from codes, says which bureau is a unit's own (同级编办).
 */
export interface Served {
  affiliation: Affiliation;
  /** GB/T 2260; `100000` for all central units, wherever they sit. */
  region: string;
}

/** The pair under which a unit's bureau is found. */
export const servedAs = (affiliation: Affiliation, region: string): Served => ({
  affiliation,
  region: affiliation === 'central' ? CENTRE : region,
});

/** Whether a division has no counties, so that its townships answer to the prefecture (东莞, 中山, 儋州, 嘉峪关). */
const endsHere = (one: Division): boolean =>
  one.level === 'county' || (one.level === 'prefecture' && divisionsUnder(one.code).length === 0);

/** The levels of division that a unit of an affiliation can sit at. A central unit may sit anywhere. */
const LEVELS: Record<Exclude<Affiliation, 'township'>, readonly DivisionLevel[]> = {
  central: ['centre', 'province', 'prefecture', 'county'],
  province: ['province'],
  prefecture: ['prefecture'],
  county: ['county'],
};

/** Whether a unit of this affiliation can sit in this division. */
export function fitsTogether(affiliation: Affiliation, region: string): boolean {
  const one = division(region);
  if (!one?.real) return false;
  // Townships are below what GB/T 2260 lists: a unit of one names its county, or a city that has no counties.
  return affiliation === 'township' ? endsHere(one) : LEVELS[affiliation].includes(one.level);
}

/** What the bureau of a division serves unless somebody says otherwise. */
export function usuallyServed(one: Division): Served[] {
  const own: Served[] = {
    centre: [{ affiliation: 'central' as const, region: one.code }],
    province: [{ affiliation: 'province' as const, region: one.code }],
    prefecture: [{ affiliation: 'prefecture' as const, region: one.code }],
    county: [{ affiliation: 'county' as const, region: one.code }],
  }[one.level];
  return endsHere(one) ? [...own, { affiliation: 'township', region: one.code }] : own;
}

/** What is wrong with the pairs that a bureau is to serve. */
export function servedFindings(serves: readonly Served[]): Finding[] {
  const seen = new Set<string>();
  return serves.flatMap(({ affiliation, region }, i) => {
    const key = `${affiliation} ${region}`;
    if (seen.has(key)) return [finding('served-twice', `/serves/${i}`)];
    seen.add(key);
    const fits = affiliation === 'central' ? region === CENTRE : fitsTogether(affiliation, region);
    return fits ? [] : [finding('region-does-not-fit-affiliation', `/serves/${i}/region`)];
  });
}
