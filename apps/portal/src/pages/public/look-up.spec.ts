// What the module's neighbours look at when they are loaded; nothing of it is asked for here.
await import('vue');
Object.assign(globalThis, { localStorage: { getItem: () => null, setItem: () => undefined }, document: { documentElement: {} } });
const { dayOf, questionOf } = await import('./look-up.js');

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

it('tells the day of an event of the register', () => {
  const record = { ldhName: 'x', unicodeName: 'x', status: [], events: [{ eventAction: 'expiration', eventDate: '2028-11-25T00:00:00+08:00' }] };
  expect(dayOf(record, 'expiration')).toBe('2028-11-25');
  expect(dayOf(record, 'registration')).toBeUndefined();
});
