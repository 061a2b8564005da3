/** A line of badge-issuance's `GET /statistics`. */
export interface Count {
  region: string;
  regionName: string;
  affiliation: string;
  kind: string;
  state: string;
  count: number;
}

/** A bar: what it is of, and how long. */
export interface Figure {
  key: string;
  name: string;
  count: number;
}

/** Counts summed by what a line says, the greatest first; what is equal stays in its order. */
export function sumBy(counts: readonly Count[], of: (line: Count) => { key: string; name: string }): Figure[] {
  const sums = new Map<string, Figure>();
  for (const line of counts) {
    const { key, name } = of(line);
    const sum = sums.get(key) ?? { key, name, count: 0 };
    sum.count += line.count;
    sums.set(key, sum);
  }
  return [...sums.values()].toSorted((a, b) => b.count - a.count);
}

export const total = (figures: readonly { count: number }[]): number => figures.reduce((sum, { count }) => sum + count, 0);

/** A share in whole percent; of nothing it is nothing. */
export const percent = (count: number, of: number): number => (of === 0 ? 0 : Math.round((100 * count) / of));
