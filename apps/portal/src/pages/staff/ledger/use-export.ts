import { ref, shallowRef } from 'vue';
import { t } from '../../../i18n/index.js';
import { everyRow } from '../list/use-list.js';
import { today } from '../list/when.js';
import { download, fileOf, type Format } from './files.js';

type Columns<T> = [head: string, of: (row: T) => unknown][];

/** Writes rows into a file and hands it to the person. */
export async function writeTable<T>(format: Format, name: string, rows: readonly T[], columns: Columns<T>): Promise<void> {
  const table = [columns.map(([head]) => head), ...rows.map((row) => columns.map(([, of]) => of(row)))];
  download(`${name}-${today()}.${format}`, await fileOf(format, name, table));
}

/**
 * Writes every row of a list that passes the filters into a file, and tells how far it is.
 * @param learn fetches what the rows themselves do not say, before they are filtered and written
 */
export function useExport<T>(
  path: string,
  query: () => Record<string, string>,
  columns: () => Columns<T>,
  learn: (rows: T[]) => Promise<void> = async () => undefined,
) {
  const told = ref('');
  const busy = ref(false);
  const problem = shallowRef<unknown>();

  async function run(format: Format, name: string, keep: (row: T) => boolean): Promise<void> {
    busy.value = true;
    problem.value = undefined;
    try {
      const all = await everyRow<T>(path, query(), (n) => (told.value = t('staff.ledger.exporting', { n })));
      await learn(all);
      const rows = all.filter(keep);
      await writeTable(format, name, rows, columns());
      told.value = t('staff.ledger.exported', { n: rows.length });
    } catch (cause) {
      told.value = '';
      problem.value = cause;
    } finally {
      busy.value = false;
    }
  }
  return { told, busy, problem, run };
}
