import { division, SUFFIXES, suffixFits, type Suffix } from '@biaozhi/standards';
import { nameFindings } from './name-rules.js';
import type { ReservedNames } from './reserved-names.js';
import type { UnitCopy } from './unit.js';

export interface Suggestion {
  label: string;
  suffix: Suffix;
}

/** Customary abbreviations (规范化简称) of the ends of names, longest first. */
const SHORT: readonly (readonly [long: string, short: string])[] = [
  ['机构编制委员会办公室', '编办'],
  ['发展和改革委员会', '发改委'],
  ['卫生健康委员会', '卫健委'],
  ['人力资源和社会保障局', '人社局'],
  ['市场监督管理局', '市监局'],
  ['自然资源和规划局', '自然资源局'],
  ['行政审批服务局', '审批局'],
  ['人民政府', '政府'],
  ['委员会', '委'],
  ['办公室', '办'],
  ['管理局', '局'],
  ['服务中心', '中心'],
];

/**
 * Names that the unit could have instead, best first: the wish under another suffix, the unit's own name and its
 * abbreviation, and the wish with the division and the one above it before it (so that bodies of the same name in two
 * places can be told apart). Only names that break no rule.
 */
export function suggestionsFor(label: string, suffix: Suffix, unit: UnitCopy, reserved: ReservedNames): Suggestion[] {
  const own = SUFFIXES.filter((one) => suffixFits(unit.kind, unit.administrativeFunctions, one));
  const suffixes = own.includes(suffix) ? [suffix, ...own.filter((one) => one !== suffix)] : own;
  const labels = [...new Set([label, ...ownNames(unit), ...withPlace(label, unit)])];
  const wishes = labels.flatMap((one) => suffixes.map((s) => ({ label: one, suffix: s })));
  return wishes.filter(
    (wish) => !(wish.label === label && wish.suffix === suffix) && nameFindings({ ...wish, unit }, reserved).length === 0,
  );
}

/** The unit's name without marks, without the division above, and both abbreviated. */
function ownNames(unit: UnitCopy): string[] {
  const full = unit.name.replace(/[（）()·、\s]/g, '');
  const above = placeAbove(unit);
  const local = above && full.startsWith(above) ? full.slice(above.length) : full;
  return [local, abbreviated(local), full, abbreviated(full)];
}

function abbreviated(name: string): string {
  const pair = SHORT.find(([long]) => name.endsWith(long) && name.length > long.length);
  return pair ? name.slice(0, -pair[0].length) + pair[1] : name;
}

function withPlace(label: string, unit: UnitCopy): string[] {
  const place = division(unit.region)?.name;
  const above = placeAbove(unit);
  const local = place && !label.startsWith(place) ? place + label : label;
  return [local, ...(above && !label.startsWith(above) ? [above + label, above + local] : [])];
}

/** The name of the division above the unit's; nothing for a province, above which there is only the centre. */
function placeAbove(unit: UnitCopy): string | undefined {
  const parent = division(division(unit.region)?.parent ?? '');
  return parent && parent.level !== 'centre' && parent.real ? parent.name : undefined;
}
