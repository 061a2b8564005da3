import type { DivisionCode } from './code.js';

/** A row of the code table: which digits a division has in badge codes. */
export interface CodeRow extends DivisionCode {
  /** GB/T 2260 code; `100000` for the centre. */
  division: string;
  /** `known`: seen in real badges; `assumed`: by our rule, an administrator may correct it before the first badge. */
  mark: 'known' | 'assumed';
  /** Where the digits come from. */
  source: string;
}

const SEEN = 'Read off badges on public sites (process.md §7)';
const BETWEEN = 'Assumed: municipalities first, then the order of GB/T 2260, which fits all seven known provinces';

/** First level: GB/T 2260 province to PP. */
const PROVINCES: Record<string, [pp: string, mark: CodeRow['mark']]> = {
  '100000': ['33', 'known'],
  '110000': ['01', 'known'],
  '310000': ['02', 'known'],
  '120000': ['03', 'assumed'],
  '500000': ['04', 'assumed'],
  '130000': ['05', 'known'],
  '140000': ['06', 'assumed'],
  '150000': ['07', 'known'],
  '210000': ['08', 'assumed'],
  '220000': ['09', 'assumed'],
  '230000': ['10', 'assumed'],
  '320000': ['11', 'assumed'],
  '330000': ['12', 'assumed'],
  '340000': ['13', 'assumed'],
  '350000': ['14', 'known'],
  '360000': ['15', 'assumed'],
  '370000': ['16', 'assumed'],
  '410000': ['17', 'assumed'],
  '420000': ['18', 'assumed'],
  '430000': ['19', 'assumed'],
  '440000': ['20', 'assumed'],
  '450000': ['21', 'assumed'],
  '460000': ['22', 'assumed'],
  '510000': ['23', 'known'],
  '520000': ['24', 'assumed'],
  '530000': ['25', 'assumed'],
  '540000': ['26', 'assumed'],
  '610000': ['27', 'assumed'],
  '620000': ['28', 'assumed'],
  '630000': ['29', 'assumed'],
  '640000': ['30', 'assumed'],
  '650000': ['31', 'assumed'],
  '710000': ['34', 'assumed'],
  '810000': ['35', 'assumed'],
  '820000': ['36', 'assumed'],
};

/** The provinces' rows, as the migration puts them into the table. */
export const PROVINCE_ROWS: readonly CodeRow[] = Object.entries(PROVINCES).map(([division, [pp, mark]]) => ({
  division,
  pp,
  ccc: '000',
  tttt: '0000',
  mark,
  source: mark === 'known' ? SEEN : BETWEEN,
}));

/**
 * The row that a division below province level gets when it needs its first badge and has none:
 * CCC is `1` and the prefecture's digits, TTTT is `00` and the county's digits (contracts.md §3).
 * @param province the division's province as the table has it
 */
export function assumedRow(division: { code: string; level: string }, province: DivisionCode): CodeRow {
  const prefecture = division.code.slice(2, 4);
  const county = division.code.slice(4);
  const below = division.level !== 'province' && division.level !== 'centre';
  return {
    division: division.code,
    pp: province.pp,
    ccc: below ? `1${prefecture}` : '000',
    tttt: division.level === 'county' ? `00${county}` : '0000',
    mark: 'assumed',
    source: 'Assumed by the rule of contracts.md §3',
  };
}
