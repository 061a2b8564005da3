import { csv } from './csv.js';

export const FORMATS = ['xlsx', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** A table as a file of a format; the writer of workbooks is fetched when somebody wants one. */
export async function fileOf(format: Format, name: string, rows: readonly (readonly unknown[])[]): Promise<Blob> {
  if (format === 'csv') return new Blob([csv(rows)], { type: 'text/csv;charset=utf-8' });
  const { xlsx } = await import('./xlsx.js');
  return new Blob([xlsx(name, rows)], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
}

/** Hands a file to the person. */
export function download(name: string, file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
