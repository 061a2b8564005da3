const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

const text = (description, more = {}) => ({ type: 'string', description, ...more });

const properties = {
  specversion: { const: '1.0' },
  id: text('UUIDv7 of the event, the same whenever it is sent again.', { format: 'uuid' }),
  source: text('The producer.', { pattern: '^urn:biaozhi:[a-z-]+$' }),
  type: text('What has happened, with the major version of the data.', { pattern: '^cn\\.biaozhi\\.[a-z-]+\\.[a-z-]+\\.v[1-9][0-9]*$' }),
  subject: text("The aggregate's id.", { format: 'uuid' }),
  time: text('When the change was recorded: RFC 3339, UTC, milliseconds.', { format: 'date-time' }),
  datacontenttype: { const: 'application/json' },
  dataschema: text('Names the JSON Schema of `data`; it is an `$id` in schemas/.', { pattern: '^urn:biaozhi:schema:' }),
  aggregate: text('`<aggregate type>/<id>`: what `sequence` counts.', { pattern: '^[a-z-]+/[0-9a-f-]{36}$' }),
  sequence: { type: 'integer', minimum: 1, description: '1, 2, 3 … within the aggregate, without a gap.' },
  causationid: text('The event or request that caused this one.'),
  correlationid: text('The same through the whole chain of causes.'),
  traceparent: text('W3C Trace Context.'),
  data: { type: 'object', description: 'The whole public state of the aggregate after the event.' },
};
const OPTIONAL = ['causationid', 'traceparent'];

/** The envelope: CloudEvents 1.0 in structured JSON with our extensions; `data` is what the event's own schema says. */
export const envelopeSchema = {
  description: 'CloudEvents 1.0, structured JSON. This text is the whole message.',
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !OPTIONAL.includes(name)),
};

/** Headers of the message; everything that matters is in the envelope too. */
export const headersSchema = {
  type: 'object',
  properties: {
    'Nats-Msg-Id': text("The event's id; `~1`, `~2` … behind it when the event was sent again on purpose."),
    'Nats-Expected-Stream': text('The stream that the producer meant.'),
  },
};

/** The envelope as a document of its own. */
export const envelopeDocument = { $schema: DIALECT, $id: 'urn:biaozhi:schema:envelope', title: 'Envelope', ...envelopeSchema };
