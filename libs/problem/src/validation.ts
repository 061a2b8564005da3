import type { Finding } from './problem.js';

/** What class-validator reports, as far as we read it. */
interface Violation {
  property: string;
  constraints?: Record<string, string>;
  children?: Violation[];
}

/** Turns class-validator's tree of errors into findings with JSON pointers (RFC 6901 escapes). */
export function findingsOf(violations: Violation[], parent = ''): Finding[] {
  return violations.flatMap(({ property, constraints = {}, children = [] }) => {
    const pointer = `${parent}/${property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [...Object.keys(constraints).map((code) => ({ code, pointer })), ...findingsOf(children, pointer)];
  });
}
