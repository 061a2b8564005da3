import { groupsOf, nextOf, type DomainTrack, type Group, type SiteTrack } from './tasks.js';

/** Tracks of parts that hold only what the list of tasks looks at. */
const groups = (domains: object[], sites: object[] = []): Group[] => groupsOf({ domains: domains as DomainTrack[], sites: sites as SiteTrack[] });
const said = ({ tasks }: Group): string => tasks.map(({ key, state }) => `${key} ${state}`).join(', ');

const domain = { id: 'd', state: 'ACTIVE', uLabel: '一局.政务' };
const live = [{ domain }];
const passed = { id: 's', state: 'COMPLETED', paperRequired: true, form: { siteName: '一局门户' } };
const badge = { applicationId: 's', place: 'own-site', state: 'ISSUED', siteName: '一局门户', deadline: '2026-12-01', deadlineProvisional: true };
const hung = { badge: { ...badge, state: 'HUNG' } };
const siteAt = (state: string, more = {}): object[] => [{ site: { id: 's', state, paperRequired: true, ...more } }];

describe('the list of tasks', () => {
  it.each<[string, object[], object[], string]>([
    ['nothing yet', [], [], 'unit DONE, domain NOW, fee LATER, site LATER, review LATER, paper LATER, badge LATER'],
    ['a domain being written', [{ application: { id: 'a', state: 'DRAFT' } }], [], 'unit DONE, domain NOW, fee LATER, site LATER, review LATER, paper LATER, badge LATER'],
    ['a domain in review', [{ application: { id: 'a', state: 'CONAC_REVIEW' } }], [], 'unit DONE, domain WAITING, fee LATER, site LATER, review LATER, paper LATER, badge LATER'],
    ['a domain refused', [{ application: { id: 'a', state: 'REFUSED' } }], [], 'unit DONE, domain TROUBLE, fee LATER, site LATER, review LATER, paper LATER, badge LATER'],
    ['a fee that is due', [{ application: { id: 'a', state: 'AWAIT_PAYMENT' } }], [], 'unit DONE, domain DONE, fee NOW, site LATER, review LATER, paper LATER, badge LATER'],
    ['a fee that was claimed', [{ application: { id: 'a', state: 'PAYMENT_CLAIMED' } }], [], 'unit DONE, domain DONE, fee WAITING, site LATER, review LATER, paper LATER, badge LATER'],
    ['a live domain', live, [], 'unit DONE, domain DONE, fee DONE, site NOW, review LATER, paper LATER, badge LATER'],
    ['an expired domain', [{ domain: { id: 'd', state: 'EXPIRED' } }], [], 'unit DONE, domain TROUBLE, fee DONE, site LATER, review LATER, paper LATER, badge LATER'],
    ['a site in review', live, siteAt('BUREAU_REVIEW'), 'unit DONE, domain DONE, fee DONE, site DONE, review WAITING, paper LATER, badge LATER'],
    ['a site refused', live, siteAt('REFUSED'), 'unit DONE, domain DONE, fee DONE, site DONE, review TROUBLE, paper LATER, badge LATER'],
    ['paper to be handed in', live, siteAt('AWAITING_PAPER'), 'unit DONE, domain DONE, fee DONE, site DONE, review DONE, paper NOW, badge LATER'],
    ['paper received', live, siteAt('AWAITING_PAPER', { filing: { state: 'RECEIVED' } }), 'unit DONE, domain DONE, fee DONE, site DONE, review DONE, paper WAITING, badge LATER'],
    ['paper failed', live, siteAt('PAPER_FAILED'), 'unit DONE, domain DONE, fee DONE, site DONE, review DONE, paper TROUBLE, badge LATER'],
    ['an institution, which hands in none', live, siteAt('COMPLETED', { paperRequired: false }), 'unit DONE, domain DONE, fee DONE, site DONE, review DONE, badge LATER'],
    ['a badge to be hung', live, [{ site: passed, badge }], 'unit DONE, domain DONE, fee DONE, site DONE, review DONE, paper DONE, badge NOW'],
    ['a badge that hangs', live, [{ site: passed, ...hung }], 'unit DONE, domain DONE, fee DONE, site DONE, review DONE, paper DONE, badge DONE'],
    ['a badge that is overdue', live, [{ site: passed, badge: { ...badge, state: 'OVERDUE' } }], 'unit DONE, domain DONE, fee DONE, site DONE, review DONE, paper DONE, badge TROUBLE'],
  ])('with %s', (_, domains, sites, expected) => expect(groups(domains, sites).map(said)).toEqual([expected]));

  it('leads to the badge’s code, or to the red page of who has one', () => {
    const to = (place: string): string | undefined => groups(live, [{ site: passed, badge: { ...badge, place }, redPage: { id: 'r' } }])[0]!.tasks.at(-1)!.to;
    expect([to('own-site'), to('red-page')]).toEqual(['/sites/s/badge', '/redpage/r']);
  });

  it('tells the day until which the fee has to be paid, and the working days left', () => {
    const order = { dueDay: '2026-12-01', daysLeft: 3, dueProvisional: false };
    expect(groups([{ application: { id: 'a', state: 'AWAIT_PAYMENT' }, order }])[0]!.tasks[2]!.due).toEqual({ day: '2026-12-01', daysLeft: 3, provisional: false });
  });

  it('tells the day until which the badge has to hang, and that it is provisional', () =>
    expect(groups(live, [{ badge }])[0]!.tasks.at(-1)!.due).toEqual({ day: '2026-12-01', provisional: true }));
});

describe('with several sites or domains', () => {
  it('each has its own list under its name, and what is done is one line', () => {
    const two = groups(live, [{ site: { id: 'n', state: 'DRAFT', paperRequired: true, form: {} } }, { site: passed, ...hung }]);
    expect(two.map(({ name }) => name)).toEqual([undefined, '一局.政务', '', '一局门户']);
    expect(two.map(said)).toEqual(['unit DONE', 'domain DONE', 'site NOW, review LATER, paper LATER, badge LATER', 'badge DONE']);
  });

  it('a second domain on its way does not hide that the site may be applied for', () => {
    const two = groups([{ application: { id: 'a', state: 'AWAIT_PAYMENT', uLabel: '二局.政务' } }, ...live]);
    expect(two.map(said)).toEqual(['unit DONE', 'domain DONE, fee NOW', 'domain DONE', 'site NOW, review LATER, paper LATER, badge LATER']);
    expect(nextOf(two)).toMatchObject({ key: 'fee', name: '二局.政务' });
  });
});

describe('what comes next', () => {
  const next = (domains: object[], sites?: object[]): string | undefined => nextOf(groups(domains, sites))?.key;

  it('is the first thing to do', () => {
    expect(next([])).toBe('domain');
    expect(next(live)).toBe('site');
    expect(next(live, [{ site: passed, badge }])).toBe('badge');
  });

  it('is what went wrong before anything else', () =>
    expect(next([{ domain: { id: 'd', state: 'FROZEN' } }], [{ site: passed, badge }])).toBe('domain'));

  it('is nothing while others are at work, and when all is done', () => {
    expect(next([{ application: { id: 'a', state: 'BUREAU_REVIEW' } }])).toBeUndefined();
    expect(next(live, [{ site: passed, ...hung }])).toBeUndefined();
  });
});
