import { eventually } from '@biaozhi/testing';
import { newUscc, registration, startWorld, type Registration, type Told, type World } from './world.js';

describe('a unit registers', () => {
  let world: World;
  beforeAll(async () => void (world = await startWorld()));
  afterAll(() => world?.stop());

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    world.service.http.post<Told & { unitId: string; accountId: string }>('/registrations', body, { headers });
  const isRegistered = async (uscc: string) =>
    (await world.service.http.get(`/registrations/check?uscc=${uscc}`)).body.registered;
  const told = (unitId: string, aggregate: 'unit' | 'contact') =>
    world.bus.events(aggregate).filter((e) => e.subject === unitId);

  it('at its same-level bureau, with the persons on a restricted subject only', async () => {
    const { unitId } = await world.register();
    await eventually(() => expect(told(unitId, 'contact')).toHaveLength(1));
    await eventually(() => expect(told(unitId, 'unit')).toHaveLength(1));
    expect(told(unitId, 'unit')[0]).toMatchObject({
      type: 'cn.biaozhi.unit.registered.v1',
      sequence: 1,
      data: { bureauId: world.bureaus.get('370102'), region: '370102', state: 'ACTIVE' },
    });
    expect(told(unitId, 'contact')[0]?.data).toMatchObject({
      mobile: '13812345678',
      handlerName: '王经办',
      responsiblePerson: '李负责',
      phone: '0531-86012345',
      mail: 'handler@example.cn',
    });
    const published = [...world.bus.events('unit'), ...world.bus.events('bureau'), ...world.bus.events('calendar')];
    expect(JSON.stringify(published)).not.toMatch(/13812345678|王经办|李负责|86012345|handler@/);
  });

  it.each([
    ['a township', { affiliation: 'township' }, '370102'],
    ['a township of a city without counties', { affiliation: 'township', region: '441900' }, '441900'],
    ['a provincial department', { affiliation: 'province', region: '370000' }, '370000'],
    ['a central unit that sits in Jinan', { affiliation: 'central', region: '370100' }, '100000'],
  ])('%s at the bureau that serves it', async (_, unit, bureau) => {
    const { unitId } = await world.register({ unit });
    await eventually(() => expect(told(unitId, 'unit')[0]?.data.bureauId).toBe(world.bureaus.get(bureau)));
  });

  it('and is told plainly when no bureau serves it', async () => {
    const body = registration({ unit: { region: '370104' } });
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 422, body: { findings: [{ pointer: '/unit/region', code: 'no-bureau' }] } });
    expect(answer.body.findings[0]?.message).toContain('机构编制部门');
  });

  it('only once, also when two arrive together', async () => {
    const [one, two] = [registration(), registration()];
    two.unit.uscc = one.unit.uscc;
    const both = await Promise.all([post(one), post(two)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await post({ ...two, loginName: 'a-third-name' })).toMatchObject({
      status: 409,
      body: { code: 'unit-already-registered' },
    });
    expect(await isRegistered(one.unit.uscc)).toBe(true);
    expect(
      await world.query('SELECT 1 FROM login_name WHERE name = ANY($1)', [[one.loginName, two.loginName]]),
    ).toHaveLength(1);
  });

  it('once for one Idempotency-Key, with the same answer', async () => {
    const body = registration();
    const key = { 'idempotency-key': `register-${body.unit.uscc}` };
    const [first, second] = [await post(body, key), await post(body, key)];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(await post({ ...body, password: 'another horse 9' }, key)).toMatchObject({
      status: 422,
      body: { code: 'idempotency-mismatch' },
    });
  });

  it('and changes nothing when the log-in name is taken, in whatever case', async () => {
    const { loginName } = await world.register();
    const body = registration({ loginName });
    expect(await post(body)).toMatchObject({
      status: 422,
      body: { findings: [{ pointer: '/loginName', code: 'login-name-taken' }] },
    });
    expect(await isRegistered(body.unit.uscc)).toBe(false);
    expect(await world.query('SELECT 1 FROM bus_outbox WHERE envelope::text LIKE $1', [`%${body.unit.uscc}%`])).toEqual(
      [],
    );
  });

  it('with what it typed put into its proper form', async () => {
    const body = registration({ unit: { name: '济南市示例局(本级)' }, contact: { mobile: '+86 138-1234-5678' } });
    body.unit.uscc = body.unit.uscc.toLowerCase();
    const { unitId } = (await post(body)).body;
    await eventually(() =>
      expect(told(unitId, 'unit')[0]?.data).toMatchObject({
        name: '济南市示例局（本级）',
        uscc: body.unit.uscc.toUpperCase(),
      }),
    );
    await eventually(() => expect(told(unitId, 'contact')[0]?.data.mobile).toBe('13812345678'));
  });

  type Change = (r: Registration) => unknown;
  const unit =
    (change: object): Change =>
    (r) => ({ ...r, unit: { ...r.unit, ...change } });
  const contact =
    (change: object): Change =>
    (r) => ({ ...r, contact: { ...r.contact, ...change } });
  const without =
    (part: 'unit' | 'contact', field: string): Change =>
    (r) => ({
      ...r,
      [part]: Object.fromEntries(Object.entries(r[part]).filter(([name]) => name !== field)),
    });

  it.each<[string, string, Change]>([
    ['/unit/name', 'unit-name-form', unit({ name: 'Bureau' })],
    ['/unit/name', 'unit-name-form', unit({ name: '局' })],
    ['/unit/name', 'unit-name-form', unit({ name: '示例局\u200b' })],
    ['/unit/name', 'unit-name-form', unit({ name: '局'.repeat(101) })],
    ['/unit/uscc', 'uscc-length', unit({ uscc: '11370102004123454' })],
    ['/unit/uscc', 'uscc-characters', unit({ uscc: '11370102O04123454P' })],
    ['/unit/uscc', 'uscc-check-digit', unit({ uscc: '11370102004123454Q' })],
    ['/unit/uscc', 'uscc-does-not-fit-kind', unit({ uscc: '123202004664000146' })],
    ['/unit/uscc', 'uscc-does-not-fit-kind', unit({ uscc: '91350100M000100Y43' })],
    ['/unit/kind', 'isIn', unit({ kind: 'company' })],
    ['/unit/administrativeFunctions', 'isBoolean', unit({ administrativeFunctions: 'no' })],
    ['/unit/administrativeFunctions', 'administrative-functions-of-organ', unit({ administrativeFunctions: true })],
    ['/unit/affiliation', 'isIn', unit({ affiliation: 'world' })],
    ['/unit/region', 'division-unknown', unit({ region: '110100' })],
    ['/unit/region', 'division-unknown', unit({ region: '3701' })],
    ['/unit/region', 'region-does-not-fit-affiliation', unit({ region: '370100' })],
    ['/unit/address', 'isLength', unit({ address: '路' })],
    ['/unit/address', 'matches', unit({ address: '示例路1号\u0000' })],
    ['/unit/address', 'matches', unit({ address: '示例路\u202e号1' })],
    ['/unit/postcode', 'postcode-form', unit({ postcode: '25001' })],
    ['/unit/functions', 'isLength', unit({ functions: '' })],
    ['/unit/functions', 'isLength', unit({ functions: '职'.repeat(501) })],
    ['/unit/superior', 'unit-name-form', unit({ superior: 'x' })],
    ['/unit/superior', 'unit-name-form', unit({ superior: null })],
    ['/contact/responsiblePerson', 'person-name-title', contact({ responsiblePerson: '李先生' })],
    ['/contact/handlerName', 'person-name-form', contact({ handlerName: 'Wang' })],
    ['/contact/handlerName', 'person-name-form', contact({ handlerName: '王1' })],
    ['/contact/mobile', 'mobile-form', contact({ mobile: '12345678901' })],
    ['/contact/mobile', 'mobile-form', contact({ mobile: '139123456789' })],
    ['/contact/phone', 'phone-form', contact({ phone: '86012345' })],
    ['/contact/phone', 'phone-made-up', contact({ phone: '010-00000000' })],
    ['/contact/mail', 'isEmail', contact({ mail: 'nobody' })],
    ['/contact/mail', 'isEmail', contact({ mail: 'a@example.cn\r\nBcc: b@example.cn' })],
    ['/loginName', 'matches', (r) => ({ ...r, loginName: 'A' })],
    ['/password', 'password-weak', (r) => ({ ...r, password: 'short' })],
    ['/password', 'password-weak', (r) => ({ ...r, password: `${r.loginName}-1` })],
    ['/password', 'isString', (r) => ({ ...r, password: 1234567890 })],
    ['/contact', 'isDefined', ({ contact: _, ...r }) => r],
    ['/unit', 'nestedValidation', (r) => ({ ...r, unit: 'none' })],
    ['/admin', 'whitelistValidation', (r) => ({ ...r, admin: true })],
    ['/unit/bureauId', 'whitelistValidation', unit({ bureauId: '0192f0c1-7b1e-7c3a-9d51-0d7a6f2c9b11' })],
    ['/unit/state', 'whitelistValidation', unit({ state: 'ACTIVE' })],
    ...(['name', 'uscc', 'region', 'postcode'] as const).map((field): [string, string, Change] => [
      `/unit/${field}`,
      { name: 'unit-name-form', uscc: 'uscc-length', region: 'division-unknown', postcode: 'postcode-form' }[field],
      without('unit', field),
    ]),
  ])('not with a wrong %s: %s', async (pointer, code, change) => {
    const uscc = newUscc();
    const answer = await post(change(registration({ unit: { uscc } })));
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body.findings).toContainEqual(expect.objectContaining({ pointer, code }));
    expect(answer.body.findings.every((f) => /\p{Script=Han}/u.test(f.message))).toBe(true);
    expect(await isRegistered(uscc)).toBe(false);
  });

  it('and reads in English what is wrong, all at once', async () => {
    const body = registration({ unit: { uscc: 'x', postcode: '1' }, contact: { mobile: '1' } });
    const { body: problem } = await post(body, { 'accept-language': 'en' });
    expect(problem.findings.map((f) => f.pointer).sort()).toEqual(['/contact/mobile', '/unit/postcode', '/unit/uscc']);
    expect(problem.findings.map((f) => f.message).join()).not.toMatch(/\p{Script=Han}/u);
  });
});
