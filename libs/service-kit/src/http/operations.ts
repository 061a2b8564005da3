import type { OpenAPIObject } from '@nestjs/swagger';

/** What is said of one operation. */
export interface OperationText {
  /** One line. */
  summary: string;
  description?: string;
}

/** A doc comment and the name of the method that it stands before. */
const COMMENTED = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(?:async\s+)?(\w+)\s*\(/g;
/** Where the first sentence ends: not within `e.g. this`. */
const SENTENCE = /(?<=[.。])\s+(?=[^a-z])/;

/**
 * What the doc comments of a controller say of its methods, by name. The compiler keeps comments, and a class knows its own text:
 * so the comment that whoever reads the code sees is the only source of what `/docs` says.
 */
export function textsOf(controller: { name: string } & object): Map<string, OperationText> {
  const texts = new Map<string, OperationText>();
  for (let one: unknown = controller; typeof one === 'function' && one !== Function.prototype; one = Object.getPrototypeOf(one)) {
    for (const [, comment, method] of Function.prototype.toString.call(one).matchAll(COMMENTED)) {
      const text = comment!.replace(/^[ \t]*\* ?/gm, '').replace(/^@[^]*/m, '').replace(/\{@link (\w+)\}/g, '$1').replace(/\s+/g, ' ').trim();
      const [summary, ...rest] = text.split(SENTENCE);
      // What a class says of a method goes before what its parent says.
      if (summary && !texts.has(method!)) texts.set(method!, { summary: summary.replace(/[.。:]$/, ''), ...(rest.length > 0 ? { description: rest.join(' ') } : {}) });
    }
  }
  return texts;
}

/** Gives the operations of a controller in a document what their methods' doc comments say. */
export function describeOperations({ paths }: OpenAPIObject, controller: { name: string } & object): void {
  const byId = new Map([...textsOf(controller)].map(([method, text]) => [`${controller.name}_${method}`, text]));
  for (const operation of Object.values(paths).flatMap((path) => Object.values(path) as { operationId?: string }[])) {
    Object.assign(operation, byId.get(operation.operationId ?? ''));
  }
}
