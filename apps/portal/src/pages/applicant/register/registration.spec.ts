// What the module's neighbours look at when they are loaded; nothing of it is asked for here.
await import('vue');
Object.assign(globalThis, { localStorage: { getItem: () => null, setItem: () => undefined }, document: { documentElement: {} } });
const { emptyRegistration, missing, toBody } = await import('./registration.js');

const filled = () => ({
  unit: {
    name: ' 示例局 ', uscc: '11370102004123454P', kind: 'organ' as const, administrativeFunctions: true, affiliation: 'county',
    region: '370102', address: '路1号', postcode: '250014', functions: '职能', superior: ' ',
  },
  contact: { responsiblePerson: '李', handlerName: '王', mobile: '13800000000', phone: '0531-1', mail: 'a@b.cn' },
  loginName: ' lixia ',
  password: ' with blanks ',
  repeated: ' with blanks ',
});

describe('a registration', () => {
  it('names every field that is empty, by its place in the body', () => {
    const found = Object.keys(missing(emptyRegistration()));
    expect(found).toEqual([
      'unit.name', 'unit.uscc', 'unit.kind', 'unit.affiliation', 'unit.region', 'unit.address', 'unit.postcode', 'unit.functions',
      'contact.responsiblePerson', 'contact.handlerName', 'contact.mobile', 'contact.phone', 'contact.mail', 'loginName', 'password',
    ]);
    expect(missing(filled())).toEqual({});
  });

  it('wants the password twice', () => expect(Object.keys(missing({ ...filled(), repeated: 'other' }))).toEqual(['repeated']));

  it('is sent without outer blanks, but for the password; without an empty superior', () => {
    const body = toBody(filled()) as { unit: object; loginName: string; password: string };
    expect(body).toMatchObject({ unit: { name: '示例局' }, loginName: 'lixia', password: ' with blanks ' });
    expect(body.unit).not.toHaveProperty('superior');
    expect(body).not.toHaveProperty('repeated');
  });

  it('says of an institution only whether it carries administrative functions', () => {
    const { unit } = filled();
    const functions = (kind: 'organ' | 'institution') => (toBody({ ...filled(), unit: { ...unit, kind } }) as { unit: { administrativeFunctions: boolean } }).unit.administrativeFunctions;
    expect([functions('organ'), functions('institution')]).toEqual([false, true]);
  });
});
