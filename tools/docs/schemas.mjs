import { commentOf, commentOfClass } from './comments.mjs';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/**
 * JSON Schemas of the bus.
 * @param contracts the module `@biaozhi/contracts`, built or not
 * @param comments what {@link commentsIn} found in its sources
 */
export function schemasOf(contracts, comments) {
  const all = contracts.jsonSchemas();

  /** The schema of a class, with what its comments say. References lead to `refs`. */
  function schemaOf(name, refs) {
    const schema = inOrder(all.get(name) ?? contracts.jsonSchemaOf(classOf(name)));
    for (const [property, rule] of Object.entries(schema.properties)) {
      const description = commentOf(comments, name, property);
      // Beside a `$ref` older readers see nothing else.
      if (description && !rule.$ref) schema.properties[property] = { description, ...rule };
    }
    const description = commentOfClass(comments, name);
    return JSON.parse(
      JSON.stringify({ ...(description ? { description } : {}), ...schema }).replaceAll('#/components/schemas/', refs),
    );
  }

  const classOf = (name) => contracts.eventClasses().find((event) => event.name === name);

  /** Names of the classes that a schema refers to, directly or not. */
  function referred(schema, found = new Set()) {
    for (const [, name] of JSON.stringify(schema).matchAll(/"#\/[\w$/]*\/(\w+)"/g)) {
      if (found.has(name)) continue;
      found.add(name);
      referred(schemaOf(name, '#/$defs/'), found);
    }
    return [...found].sort();
  }

  /**
   * The class whose schema an event's data has: the state that all events of its aggregate share, or its own class where
   * it says more than that.
   */
  function dataClassOf(event) {
    const parent = Object.getPrototypeOf(event);
    const shared = all.has(parent.name) && parent.name !== 'AggregateData';
    const rules = (one) => contracts.canonicalJson(inOrder(contracts.jsonSchemaOf(one)));
    return shared && rules(parent) === rules(event) ? parent.name : event.name;
  }

  /** A document of its own for one event's data; its `$id` is the `dataschema` of the envelope. */
  function documentOf(event) {
    const { dataschema, type, summary } = contracts.publicationOf(event);
    const schema = schemaOf(event.name, '#/$defs/');
    const names = referred(schema);
    const $defs = Object.fromEntries(names.map((name) => [name, schemaOf(name, '#/$defs/')]));
    return {
      $schema: DIALECT,
      $id: dataschema,
      title: `Data of ${type}`,
      ...schema,
      description: [summary, schema.description].filter(Boolean).join(' '),
      ...(names.length ? { $defs } : {}),
    };
  }

  return { schemaOf, referred, dataClassOf, documentOf };
}

/** What every event's data begins with. */
const FIRST = ['id', 'unitId', 'region', 'bureauId'];

/** A copy with properties in one order, whatever order the decorators were met in. */
function inOrder(schema) {
  const own = Object.keys(schema.properties).filter((name) => !FIRST.includes(name));
  const names = [...FIRST.filter((name) => name in schema.properties), ...own];
  return structuredClone({
    ...schema,
    properties: Object.fromEntries(names.map((name) => [name, schema.properties[name]])),
    required: names.filter((name) => schema.required.includes(name)),
  });
}
