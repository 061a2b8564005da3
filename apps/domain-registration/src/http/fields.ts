import { validate as isUuid } from 'uuid';
import { finding, problem } from '@biaozhi/problem';
import { decodeCursor } from '@biaozhi/service-kit';

/** The id that a page begins behind. @throws Problem 422 for a cursor that is not one of ours */
export function idOf(after: string | undefined): string | undefined {
  if (after === undefined) return undefined;
  const [id] = decodeCursor(after);
  if (!isUuid(id)) throw problem(422, 'validation', { findings: [finding('matches', '/after')] });
  return String(id);
}
