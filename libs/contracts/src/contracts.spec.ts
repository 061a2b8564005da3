import { CloudEvent } from 'cloudevents';
import {
  BadgeIssued,
  ContactChanged,
  SERVICES,
  READS,
  STREAMS,
  aggregatesOn,
  envelopeOf,
  eventClassOf,
  eventClasses,
  publicationOf,
  readEvent,
  subjectFor,
  subjectsOf,
} from './index.js';

const id = '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11';
const badge = {
  id,
  unitId: id,
  region: '370102',
  code: 'CA151070002000000010001',
  colour: 'red' as const,
  publicId: 'a'.repeat(32),
  applicationId: id,
  state: 'ISSUED' as const,
  place: 'own-site' as const,
  unitName: '济南市历下区示例局',
  siteName: '示例局',
  domains: [{ uLabel: '示例局.政务', aLabel: 'xn--fsqr32a1tw.xn--zfr164b' }],
  issuedOn: '2026-11-24',
  deadline: '2026-12-01',
  deadlineProvisional: true,
};
const about = { id, sequence: 3, time: new Date('2026-11-24T08:00:00Z'), correlationId: id };

describe('an event', () => {
  it('has a subject with province and region apart, so that a province can subscribe to its own', () => {
    expect(subjectFor(BadgeIssued, badge)).toBe(`evt.v1.badge.issued.37.0102.${id}`);
    expect(subjectFor(BadgeIssued, { id, region: '100000' })).toBe(`evt.v1.badge.issued.10.0000.${id}`);
  });

  it('with personal data goes to a restricted subject', () => {
    expect(subjectFor(ContactChanged, badge)).toBe(`restricted.v1.contact.changed.${id}`);
    expect(publicationOf(ContactChanged).stream).toBe('RESTRICTED');
  });

  it('is a CloudEvent 1.0 to the official SDK too', () => {
    const envelope = envelopeOf(BadgeIssued.of(badge), about);
    expect(new CloudEvent({ ...envelope }).validate()).toBe(true);
    expect(envelope).toMatchObject({ aggregate: `badge/${id}`, sequence: 3, type: 'cn.biaozhi.badge.issued.v1' });
  });

  it('cannot be made from data that the contract does not allow', () => {
    expect(() => BadgeIssued.of({ ...badge, code: 'CA1' })).toThrow(/\/code/);
    expect(() => BadgeIssued.of({ ...badge, mobile: '13800000000' } as never)).toThrow(/\/mobile/);
    expect(() => BadgeIssued.of({ ...badge, domains: [{ uLabel: '甲', aLabel: 'A B' }] })).toThrow(/\/domains\/0\/aLabel/);
  });

  it('cannot be changed', () => {
    const event = BadgeIssued.of(badge);
    expect(() => Object.assign(event, { code: 'x' })).toThrow();
  });

  it('survives the way over the bus, and members that a newer producer added are dropped', () => {
    const sent = JSON.parse(JSON.stringify(envelopeOf(BadgeIssued.of(badge), about)));
    expect(readEvent(BadgeIssued, { ...sent.data, later: 1 })).toEqual(BadgeIssued.of(badge));
    expect(() => readEvent(BadgeIssued, { ...sent.data, deadline: 'soon' })).toThrow(/\/deadline/);
  });
});

describe('the vocabulary', () => {
  it.each(eventClasses().map((event) => [publicationOf(event).type, event] as const))('%s can be found again', (type, event) => {
    expect(eventClassOf(type)).toBe(event);
    expect(type).toMatch(/^cn\.biaozhi\.[a-z-]+\.[a-z-]+\.v1$/);
  });

  it('gives every aggregate type to exactly one stream', () => {
    const carried = STREAMS.flatMap(aggregatesOn);
    expect(new Set(carried).size).toBe(carried.length);
    expect(STREAMS.flatMap(subjectsOf)).toHaveLength(carried.length);
  });

  it('lets no service read what it produces itself', () => {
    for (const service of SERVICES) {
      for (const event of eventClasses()) {
        const { producer, aggregate } = publicationOf(event);
        if (producer === service) expect(READS[service]).not.toContain(aggregate);
      }
    }
  });

  it('has an event for every aggregate type that somebody reads', () => {
    const declared = new Set(eventClasses().map((event) => publicationOf(event).aggregate));
    for (const aggregate of Object.values(READS).flat()) expect(declared).toContain(aggregate);
  });
});
