import { problem } from '@biaozhi/problem';
import './messages.js';

/** The part of a badge code that stands for a division. */
export interface DivisionCode {
  /** Two digits: province. */
  pp: string;
  /** Three digits: prefecture; `000` at province level. */
  ccc: string;
  /** Four digits: county; `0000` above county level. */
  tttt: string;
}

const MAX_SERIAL = 9_999;
const MAX_UNIT = 99_999_999;
const CODE = /^CA(\d{2})(\d{3})(\d{4})(\d{8})(\d{4})$/;

/**
 * 标识代码: `CA`, the division's code, the unit's number and the serial of the badge within the unit.
 * @throws Problem 409 `serials-used-up`
 */
export function badgeCode({ pp, ccc, tttt }: DivisionCode, unitNumber: number, serial: number): string {
  if (serial > MAX_SERIAL || unitNumber > MAX_UNIT) throw problem(409, 'serials-used-up');
  return `CA${pp}${ccc}${tttt}${String(unitNumber).padStart(8, '0')}${String(serial).padStart(4, '0')}`;
}

/** The path under which the script of a code lies: `/js/PP/CCC/TTTT/OOOOOOOO/CA….js`. */
export function scriptPath(code: string): string {
  const [, pp, ccc, tttt, unit] = CODE.exec(code) ?? [];
  return `/js/${pp}/${ccc}/${tttt}/${unit}/${code}.js`;
}

/** The code of a script's path; nothing when the digits of the folders and of the file differ. */
export function codeOfScriptPath(path: string): string | undefined {
  const code = /\/(CA\d{21})\.js$/.exec(path)?.[1];
  return code !== undefined && scriptPath(code) === path ? code : undefined;
}
