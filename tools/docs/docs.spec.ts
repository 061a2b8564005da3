import fs from 'node:fs';
import path from 'node:path';
import { Parser } from '@asyncapi/parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import * as contracts from '@biaozhi/contracts';
import { commentsIn } from './comments.mjs';
import { pagesOf } from './pages.mjs';
import { workflowsIn } from './workflows.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DOCS = path.join(ROOT, 'docs');
const { BadgeIssued, envelopeOf, eventClasses, publicationOf } = contracts;

describe('the documentation that is made from the code', () => {
  const made = async () =>
    pagesOf(contracts, commentsIn(path.join(ROOT, 'libs/contracts/src')), await workflowsIn(path.join(ROOT, 'apps')));
  const read = (name: string): string => fs.readFileSync(path.join(DOCS, name), 'utf8');

  it('is committed as `npm run docs` makes it now', async () => {
    const pages = await made();
    const stale = [...pages].filter(([name, text]) => !fs.existsSync(path.join(DOCS, name)) || read(name) !== text);
    expect(stale.map(([name]) => name)).toEqual([]);
    expect(fs.readdirSync(path.join(DOCS, 'bus/schemas')).length).toBe(eventClasses().length + 1);
  });

  it('shows every state machine, each with no state that cannot be reached', async () => {
    const found = await workflowsIn(path.join(ROOT, 'apps'));
    expect(found.map(({ workflow }) => workflow.name)).toEqual([
      'domain-review',
      'site-application',
      'filing',
      'badge',
      'report',
      'domain',
      'domain-application',
      'fee-order',
      'settlement',
      'red-page',
    ]);
    for (const { workflow } of found) expect(workflow.unreachable()).toEqual([]);
  });

  it('is an AsyncAPI document without errors, with a channel for every event', async () => {
    const { document, diagnostics } = await new Parser().parse(read('bus/asyncapi.yaml'));
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    const addresses = document!.channels().all().map((channel) => channel.address());
    expect(addresses).toContain('evt.v1.badge.issued.{province}.{region}.{id}');
    expect(addresses).toContain('restricted.v1.contact.changed.{id}');
    expect(addresses.length).toBe(eventClasses().length);
  });
});

describe('the schemas of the bus', () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const schema = (name: string): object => JSON.parse(fs.readFileSync(path.join(DOCS, 'bus/schemas', name), 'utf8')) as object;

  it('are valid themselves, and each bears the name that the envelope says', () => {
    for (const event of eventClasses()) {
      const { dataschema } = publicationOf(event);
      const validate = ajv.compile(schema(`${dataschema.replace('urn:biaozhi:schema:', '')}.json`));
      expect(validate.schema).toMatchObject({ $id: dataschema });
    }
  });

  it('take an event as it lies on the bus, and refuse one that is not as the contract says', () => {
    const id = '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11';
    const event = BadgeIssued.of({
      id,
      unitId: id,
      region: '370102',
      code: 'CA151010002000000010001',
      colour: 'red',
      publicId: 'a'.repeat(32),
      applicationId: id,
      state: 'ISSUED',
      place: 'own-site',
      unitName: '济南市历下区示范局',
      siteName: '历下区示范局',
      domains: [{ uLabel: '示例局.政务', aLabel: 'xn--fsqr32a1tw.xn--zfr164b' }],
      issuedOn: '2026-11-24',
      deadline: '2026-12-01',
      deadlineProvisional: true,
    });
    const envelope = JSON.parse(
      JSON.stringify(envelopeOf(event, { id, sequence: 1, time: new Date('2026-11-24T01:02:03.004Z'), correlationId: 'c' })),
    ) as { data: object };
    const isEnvelope = ajv.compile(schema('envelope.json'));
    const isIssued = ajv.getSchema('urn:biaozhi:schema:badge.issued.v1')!;
    expect([isEnvelope(envelope), isIssued(envelope.data)]).toEqual([true, true]);
    expect(isEnvelope({ ...envelope, sequence: 0 })).toBe(false);
    expect(isIssued({ ...envelope.data, code: 'CA1' })).toBe(false);
    expect(isIssued({ ...envelope.data, domains: [{ uLabel: '示例局.政务' }] })).toBe(false);
  });
});
