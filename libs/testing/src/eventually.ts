import { until } from '../../../tools/infrastructure/processes.mjs';

/**
 * Calls `check` until it no longer throws (nor answers `false`) and hands its value over; after `within` ms (30 000) the
 * last error is thrown. Takes the place of every sleep in a test.
 */
export async function eventually<T>(check: () => T | Promise<T>, { within = 30_000 } = {}): Promise<T> {
  let outcome: { value: T } | undefined;
  let last: unknown;
  await until(
    async () => {
      try {
        const value = await check();
        if (value === false) throw new Error('the condition stayed false');
        outcome = { value };
      } catch (error) {
        last = error;
      }
      return outcome !== undefined;
    },
    { within },
  ).catch(() => undefined);
  if (!outcome) throw last;
  return outcome.value;
}
