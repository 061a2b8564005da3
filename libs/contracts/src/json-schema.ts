import { createRequire } from 'node:module';
import { getMetadataStorage } from 'class-validator';

type Constructor = new () => object;

// class-transformer keeps what `@Type` said to itself; this is the only door to it.
const { defaultMetadataStorage: typeMetadata } = createRequire(import.meta.url)('class-transformer/cjs/storage.js') as {
  defaultMetadataStorage: {
    findTypeMetadata(target: Constructor, property: string): { typeFunction(): Constructor } | undefined;
  };
};

/** A JSON Schema (draft 2020-12), as far as we write it. */
export interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  enum?: unknown[];
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  const?: unknown;
  $ref?: string;
}

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

const constraints: Record<string, (args: unknown[]) => JsonSchema> = {
  isString: () => ({ type: 'string' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isObject: () => ({ type: 'object' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isEmail: () => ({ type: 'string', format: 'email' }),
  isUrl: () => ({ type: 'string', format: 'uri' }),
  isIso8601: () => ({ type: 'string', format: 'date-time' }),
  isNotEmpty: () => ({ minLength: 1 }),
  matches: ([pattern]) => ({ type: 'string', pattern: (pattern as RegExp).source }),
  isIn: ([values]) => ({ enum: [...(values as unknown[])] }),
  equals: ([value]) => ({ const: value }),
  min: ([value]) => ({ minimum: value as number }),
  max: ([value]) => ({ maximum: value as number }),
  isLength: ([min, max]) => ({ type: 'string', minLength: min as number, ...(max ? { maxLength: max as number } : {}) }),
  minLength: ([min]) => ({ type: 'string', minLength: min as number }),
  maxLength: ([max]) => ({ type: 'string', maxLength: max as number }),
};

/** The schema of a class from its class-validator rules; nested classes by `$ref` under `refs`. */
export function jsonSchemaOf(target: Constructor, refs = '#/components/schemas/'): JsonSchema {
  const rules = getMetadataStorage().getTargetValidationMetadatas(target, '', false, false);
  const properties: Record<string, JsonSchema> = {};
  const optional = new Set<string>();
  for (const name of new Set(rules.map((rule) => rule.propertyName))) {
    const own = rules.filter((rule) => rule.propertyName === name);
    if (own.some((rule) => rule.type === 'conditionalValidation')) optional.add(name);
    properties[name] = propertyOf(target, name, own, refs);
  }
  return { type: 'object', properties, required: Object.keys(properties).filter((name) => !optional.has(name)) };
}

function propertyOf(target: Constructor, name: string, rules: Metadata[], refs: string): JsonSchema {
  const nested = rules.some((rule) => rule.type === 'nestedValidation') ? nestedClassOf(target, name) : undefined;
  const each = rules.some((rule) => rule.each || rule.name === 'isArray');
  const single: JsonSchema = nested ? { $ref: `${refs}${nested.name}` } : {};
  const whole: JsonSchema = each ? { type: 'array' } : single;
  for (const rule of rules) {
    const args = (rule.constraints ?? []) as unknown[];
    if (rule.name === 'arrayMinSize') whole.minItems = args[0] as number;
    else if (rule.name === 'arrayMaxSize') whole.maxItems = args[0] as number;
    else Object.assign(each && !rule.each ? {} : single, constraints[rule.name ?? '']?.(args));
  }
  return each ? { ...whole, items: single } : single;
}

/** class-transformer's `@Type` knows the class that reflection lost for arrays. */
function nestedClassOf(target: Constructor, name: string): Constructor | undefined {
  const type = typeOf(target, name);
  if (type) return type;
  const reflected: unknown = Reflect.getMetadata('design:type', target.prototype as object, name);
  return typeof reflected === 'function' && reflected !== Object ? (reflected as new () => object) : undefined;
}

function typeOf(target: Constructor, name: string): Constructor | undefined {
  return typeMetadata.findTypeMetadata(target, name)?.typeFunction();
}

/** The schema of every class with rules that the process has loaded, by class name. */
export function jsonSchemas(): Map<string, JsonSchema> {
  const storage = getMetadataStorage() as unknown as { validationMetadatas: Map<unknown, unknown> };
  const classes = [...storage.validationMetadatas.keys()].filter((key): key is Constructor => typeof key === 'function');
  return new Map(classes.map((target) => [target.name, jsonSchemaOf(target)]));
}
