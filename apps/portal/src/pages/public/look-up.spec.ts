// What the module's neighbours look at when they are loaded; nothing of it is asked for here.
await import('vue');
Object.assign(globalThis, { localStorage: { getItem: () => null, setItem: () => undefined }, document: { documentElement: {} } });
const { dayOf, holderOf, questionOf } = await import('./look-up.js');
const { has } = await import('../../i18n/index.js');

const ID = '0123456789abcdef0123456789abcdef';

describe('what is typed into the look-up', () => {
  it.each([
    ['  ', undefined],
    ['ca161010002000000010001', { about: 'badge', id: 'CA161010002000000010001' }],
    [ID.toUpperCase(), { about: 'badge', id: ID }],
    [`https://biaozhi.example/sitename?method=show&id=${ID}`, { about: 'badge', id: ID }],
    ['局', undefined],
    [' 历下区教育局 ', { about: 'name', text: '历下区教育局' }],
    ['http://历下区人民政府。政务/index.html?x=1', { about: 'name', text: '历下区人民政府.政务' }],
    ['https://WWW.Example.GOV.CN:8443/', { about: 'name', text: 'example.gov.cn' }],
    ['www.', { about: 'name', text: 'www' }],
    [`${ID}0`, { about: 'name', text: `${ID}0` }],
  ])('%j is %j', (typed, question) => expect(questionOf(typed)).toEqual(question));
});

/** As domain-registration answers, without a registrant unless one is given. */
const recordOf = (...entities: Parameters<typeof holderOf>[0]['entities']): Parameters<typeof holderOf>[0] => ({
  ldhName: 'x', unicodeName: 'x', status: [], events: [{ eventAction: 'expiration', eventDate: '2028-11-25T00:00:00+08:00' }], entities,
});

it('tells whose a domain is', () => {
  expect(holderOf(recordOf({ roles: ['registrant'], vcardArray: ['vcard', [['version', {}, 'text', '4.0'], ['fn', {}, 'text', '历下区教育局']]] }))).toBe('历下区教育局');
  expect(holderOf(recordOf())).toBeUndefined();
});

it.each(['active', 'inactive', 'locked', 'server hold'])('has a word for the status %s of the register', (status) => expect(has(`lookUp.statuses.${status}`)).toBe(true));

it('tells the day of an event of the register', () => {
  const record = recordOf();
  expect(dayOf(record, 'expiration')).toBe('2028-11-25');
  expect(dayOf(record, 'registration')).toBeUndefined();
});
