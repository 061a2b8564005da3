/**
 * Works through a list to its end, also when one item fails: a single bad row must not hold up those behind it.
 * @throws AggregateError afterwards, with what failed
 */
export async function attemptEach<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const failed: unknown[] = [];
  for (const item of items) {
    try {
      await work(item);
    } catch (error) {
      failed.push(error);
    }
  }
  if (failed.length) {
    const first = failed[0] instanceof Error ? failed[0].message : String(failed[0]);
    throw new AggregateError(failed, `${failed.length} of ${items.length} failed, the first: ${first}`);
  }
}
