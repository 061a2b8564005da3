import { publicationOf, type BadgeState, type EventClass, type RedPageState } from '@biaozhi/contracts';
import type { Block } from './blocks.js';
import { prefill } from './prefill.js';
import { RedPage } from './red-page.js';

const badge: BadgeState = {
  id: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11',
  unitId: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b13',
  applicationId: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b12',
  region: '320200',
  code: 'CA111020000000000010001',
  publicId: '0f'.repeat(16),
  colour: 'blue',
  state: 'ISSUED',
  place: 'red-page',
  unitName: '无锡市示例中心',
  siteName: '示例中心',
  domains: [{ uLabel: '示例中心.公益', aLabel: 'xn--fiq228c.xn--55qw42g' }],
  issuedOn: '2026-11-24',
  deadline: '2026-12-01',
  deadlineProvisional: true,
};
const unit = { address: '无锡市1号', postcode: '214000', functions: '负责示例' };
const names = (events: RedPageState[]): string[] => events.map((event) => publicationOf(event.constructor as EventClass).event);
const handler = ['handler'] as const;
const blocks: Block[] = [{ type: 'paragraph', text: '正文' }, { type: 'contact', phone: '0510-88888888' }];

const draft = (): RedPage => RedPage.open('0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b21', badge, prefill(badge, unit));
function published(): RedPage {
  const page = draft();
  page.edit(handler, '示例中心', blocks);
  page.setFooter(handler, { badge: true, lines: [] });
  page.publish(handler);
  return page;
}

describe('a red page', () => {
  it('begins as a draft of what is known of the unit, without a word', () => {
    const page = draft();
    expect(page).toMatchObject({ state: 'DRAFT', host: badge.domains[0], draft: { title: '示例中心', footer: { badge: false } } });
    expect(page.draft.blocks.map(({ type }) => type)).toEqual(['heading', 'paragraph', 'heading', 'contact']);
    expect(prefill(badge, undefined).blocks).toEqual([]);
    expect(page.edit(handler, '新标题', blocks)).toEqual([]);
  });

  it('is hung when it is published with the badge in the footer', () => {
    const page = draft();
    expect(() => page.publish(handler)).toThrow(/footer/);
    page.setFooter(handler, { badge: true, lines: ['苏ICP备2021012345号-1'] });
    const { publication, events } = page.publish(handler);
    expect(names(events)).toEqual(['published']);
    expect(events[0]).toMatchObject({ state: 'PUBLISHED', badgeId: badge.id, badgeInFooter: true });
    expect(publication).toMatchObject({ number: 1, badge: { code: badge.code } });
  });

  it('shows what was published until it is published again', () => {
    const page = published();
    const { content } = page.publish(handler).publication;
    expect(names(page.edit(handler, '改过的标题', blocks))).toEqual(['edited']);
    expect(page.edit(handler, '又改过的标题', blocks)).toEqual([]);
    expect(page.state).toBe('EDITED');
    expect(content.title).toBe('示例中心');
    expect(page.publish(handler).publication).toMatchObject({ number: 3, content: { title: '又改过的标题' } });
  });

  it.each(['PUBLISHED', 'EDITED'] as const)('goes down with its badge or domain and comes back as it was (%s)', (state) => {
    const page = published();
    if (state === 'EDITED') page.edit(handler, '改过的标题', blocks);
    expect(names(page.hold('domain'))).toEqual(['offline']);
    expect(page.hold('badge')).toEqual([]);
    expect(() => page.publish(handler)).toThrow(/badge is suspended.*domain|domain.*badge is suspended/);
    expect(page.release('domain')).toEqual([]);
    expect(page.state).toBe('OFFLINE');
    expect(names(page.release('badge'))).toEqual(state === 'EDITED' ? ['published', 'edited'] : ['published']);
    expect(page).toMatchObject({ state, holds: [] });
  });

  it('comes back with unpublished changes where it was edited meanwhile', () => {
    const page = published();
    page.hold('badge');
    page.edit(handler, '改过的标题', blocks);
    expect(names(page.release('badge'))).toEqual(['published', 'edited']);
  });

  it('that the unit took down stays down until the unit publishes it', () => {
    const page = published();
    expect(names(page.takeOffline(handler))).toEqual(['offline']);
    page.hold('badge');
    expect(page.release('badge')).toEqual([]);
    expect(page.state).toBe('OFFLINE');
    expect(names(page.publish(handler).events)).toEqual(['published']);
  });

  it('that is a draft is not published by a renewed domain', () => {
    const page = draft();
    expect(page.hold('domain')).toEqual([]);
    expect(page.release('domain')).toEqual([]);
    expect(page.state).toBe('DRAFT');
  });

  it('takes a newer badge of its site over, and must be published with it', () => {
    const page = published();
    expect(names(page.adopt({ ...badge, id: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b99', code: 'CA111020000000000010002' }))).toEqual(['edited']);
    expect(page.publish(handler)).toMatchObject({ publication: { badge: { code: 'CA111020000000000010002' } } });
  });

  it('ends with its badge', () => {
    const page = published();
    expect(names(page.close())).toEqual(['closed']);
    expect(page.close()).toEqual([]);
    expect(page.hold('domain')).toEqual([]);
    expect(page.release('domain')).toEqual([]);
    expect(() => page.publish(handler)).toThrow(/CLOSED/);
  });
});
