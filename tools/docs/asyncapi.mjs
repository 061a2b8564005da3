import { envelopeSchema, headersSchema } from './envelope.mjs';

const REF = '#/components/schemas/';

/** Everything that is said on the bus, as one AsyncAPI 3 document. */
export function asyncapiOf(contracts, { schemaOf, referred, dataClassOf }) {
  const [channels, operations, messages] = [{}, {}, {}];
  const schemas = { Envelope: envelopeSchema, Headers: headersSchema };
  for (const kind of contracts.eventClasses()) {
    const publication = contracts.publicationOf(kind);
    const channel = `${publication.aggregate}.${publication.event}`;
    channels[channel] = channelOf(kind.name, publication);
    operations[`publish${kind.name}`] = {
      action: 'send',
      title: `${publication.producer} publishes ${channel}`,
      channel: { $ref: `#/channels/${channel}` },
      messages: [{ $ref: `#/channels/${channel}/messages/${kind.name}` }],
    };
    const data = dataClassOf(kind);
    messages[kind.name] = messageOf(kind.name, publication, data);
    schemas[data] = schemaOf(data, REF);
    for (const name of referred(schemas[data])) schemas[name] = schemaOf(name, REF);
  }
  return {
    asyncapi: '3.0.0',
    id: 'urn:biaozhi:bus',
    info,
    defaultContentType: 'application/cloudevents+json',
    servers,
    channels,
    operations,
    components: { messages, schemas, parameters, securitySchemes: { user: { type: 'userPassword' } } },
  };
}

function channelOf(name, { aggregate, event, version, restricted, stream, producer, summary }) {
  const places = restricted ? ['id'] : ['province', 'region', 'id'];
  const head = `${restricted ? 'restricted' : 'evt'}.v${version}.${aggregate}.${event}`;
  return {
    address: [head, ...places.map((place) => `{${place}}`)].join('.'),
    title: summary,
    ...(restricted ? { description: 'Holds personal data. Read by services only, never by integrators.' } : {}),
    messages: { [name]: { $ref: `#/components/messages/${name}` } },
    parameters: Object.fromEntries(places.map((place) => [place, { $ref: `#/components/parameters/${place}` }])),
    tags: [...new Set([aggregate, producer, ...(restricted ? ['restricted'] : [])])].map((tag) => ({ name: tag })),
    'x-stream': stream,
  };
}

function messageOf(name, { type, dataschema, aggregate, producer, summary }, data) {
  return {
    name: type,
    title: name,
    summary,
    headers: { $ref: `${REF}Headers` },
    payload: {
      allOf: [
        { $ref: `${REF}Envelope` },
        {
          type: 'object',
          properties: {
            source: { const: `urn:biaozhi:${producer}` },
            type: { const: type },
            dataschema: { const: dataschema },
            aggregate: { type: 'string', pattern: `^${aggregate}/` },
            data: { $ref: `${REF}${data}` },
          },
        },
      ],
    },
  };
}

const info = {
  title: 'Biaozhi bus',
  version: '1.0.0',
  description: [
    'Events of opening review, qualification re-review and badges of party and government websites.',
    'Made by `npm run docs` from libs/contracts; how to read the bus is told in docs/bus.md.',
    'Delivery is at least once, over JetStream, in the order of `sequence` within an aggregate.',
  ].join('\n'),
  license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
};

const servers = {
  bus: {
    host: '{host}:4222',
    protocol: 'nats',
    description: 'nats-server with JetStream. Each reader has a user of its own.',
    variables: { host: { default: 'localhost', description: 'Address of the broker.' } },
    security: [{ $ref: '#/components/securitySchemes/user' }],
  },
};

const parameters = {
  province: { description: 'First two digits of the GB/T 2260 code of the division; 10 for the centre.' },
  region: { description: 'The other four digits; 0000 for the centre.' },
  id: { description: "The aggregate's id, a UUIDv7." },
};
