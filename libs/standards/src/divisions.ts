import { catalogue } from '@biaozhi/problem';
import { DIVISION_LINES } from './divisions.table.js';

export { DIVISIONS_AS_OF } from './divisions.table.js';

export type DivisionLevel = 'centre' | 'province' | 'prefecture' | 'county';

/** An administrative division (行政区划) of GB/T 2260. */
export interface Division {
  /** Six digits; `100000` for the centre. */
  code: string;
  name: string;
  level: DivisionLevel;
  /** Code of the division above; absent for the centre. */
  parent?: string;
  /** False for collective codes (市辖区, 县, 省直辖县级行政区划) that are no governments. */
  real: boolean;
}

catalogue({
  'division-unknown': { 'zh-CN': '行政区划代码不存在', en: 'There is no such administrative division' },
});

export const CENTRE = '100000';

let table: Map<string, Division> | undefined;
let children: Map<string, Division[]> | undefined;

function load(): Map<string, Division> {
  if (table) return table;
  table = new Map([[CENTRE, { code: CENTRE, name: '中央', level: 'centre', real: true }]]);
  children = new Map();
  const add = (division: Division): void => {
    table!.set(division.code, division);
    const siblings = children!.get(division.parent!);
    if (siblings) siblings.push(division);
    else children!.set(division.parent!, [division]);
  };
  for (const line of DIVISION_LINES) {
    const [head = '', ...rest] = line.split(' ');
    const province = `${head.slice(0, 2)}0000`;
    add({ code: province, name: head.slice(2), level: 'province', parent: CENTRE, real: true });
    let prefecture = province;
    for (const entry of rest) {
      const [, mark, digits, name] = /^([-=~]?)(\d{4})(.+)$/.exec(entry)!;
      const code = head.slice(0, 2) + digits;
      if (mark === '-' || mark === '=') {
        add({ code, name: name!, level: 'county', parent: mark === '-' ? prefecture : province, real: true });
      } else {
        add({ code, name: name!, level: 'prefecture', parent: province, real: mark !== '~' });
        prefecture = code;
      }
    }
  }
  return table;
}

/** The division of a code, or nothing. */
export const division = (code: string): Division | undefined => load().get(code);

/** The real divisions directly under one; provinces under {@link CENTRE}. */
export function divisionsUnder(parent: string): Division[] {
  load();
  return (children!.get(parent) ?? []).filter((one) => one.real);
}

/** Every real division, the centre first. */
export const allDivisions = (): Division[] => [...load().values()].filter((one) => one.real);

/** The name with those above it: 山东省济南市历下区. */
export function fullName(code: string): string {
  const one = division(code);
  if (!one) return '';
  return one.parent && one.parent !== CENTRE ? fullName(one.parent) + one.name : one.name;
}

/** True for the first two digits of a province's code. */
export const provinceExists = (twoDigits: string): boolean => division(`${twoDigits}0000`)?.level === 'province';
