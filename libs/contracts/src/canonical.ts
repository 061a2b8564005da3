import { createHash } from 'node:crypto';
import * as canonicalizeModule from 'canonicalize';

// The package is CommonJS and its function is the module itself; its types say `default`.
const canonicalize = (canonicalizeModule.default ?? canonicalizeModule) as unknown as (value: unknown) => string | undefined;

/** Canonical JSON (RFC 8785): the same value is always the same text. */
export const canonicalJson = (value: unknown): string => canonicalize(value) ?? 'null';

/** SHA-256, hex, of a value's canonical JSON. */
export const hashOf = (value: unknown): string => createHash('sha256').update(canonicalJson(value)).digest('hex');
