import { v7 } from 'uuid';
import { BureauAdded, CalendarPublished, DomainExpired, UnitChanged } from '@biaozhi/contracts';
import { Audit, Jobs } from '@biaozhi/service-kit';
import { eventually } from '@biaozhi/testing';
import { World } from './fixtures.js';

describe('issuing badges', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
  });
  afterAll(() => world.stop());
  beforeEach(() => world.clock.set('2026-11-24T02:00:00Z'));

  it('issues a red badge when the paper of an organ is confirmed', async () => {
    const unit = await world.unit();
    const badge = await world.badge(unit);
    expect(badge).toMatchObject({
      state: 'ISSUED',
      colour: 'red',
      region: '370102',
      unitName: unit.name,
      issuedOn: '2026-11-24',
      deadline: '2026-12-01',
      deadlineProvisional: true,
    });
    expect(badge.code).toMatch(/^CA161010002\d{8}0001$/);
    expect(badge.publicId).toMatch(/^[0-9a-f]{32}$/);
    expect((await world.app.get<Audit>(Audit).of(`badge/${badge.id}`)).map(({ action }) => action)).toEqual(['badge.issue']);
  });

  it.each([
    ['a plain institution', { kind: 'institution', administrativeFunctions: false }, 'blue'],
    ['an institution with administrative functions', { kind: 'institution', administrativeFunctions: true }, 'red'],
  ] as const)('issues for %s without paper at CONAC’s pass', async (_, kind, colour) => {
    const unit = await world.unit(kind);
    const passed = world.passed(unit);
    await world.publish(passed);
    expect(await world.issuedFor(passed.id)).toMatchObject({ colour, place: 'red-page', applicationId: passed.id });
  });

  it('codes a unit of the centre as central, wherever it is', async () => {
    const unit = await world.unit({ affiliation: 'central', region: '110101' });
    expect((await world.badge(unit)).code).toMatch(/^CA330000000\d{8}0001$/);
  });

  it('waits for the paper where paper is needed', async () => {
    const unit = await world.unit();
    const passed = world.passed(unit, { paperRequired: true, state: 'AWAITING_PAPER' });
    await world.publish(passed);
    const filing = world.filing(unit, { applicationId: passed.id });
    await world.publish(filing);
    await world.issuedFor(passed.id);
    expect(world.events().filter(({ data }) => data.applicationId === passed.id)).toHaveLength(1);
  });

  it('issues when the unit becomes known after its filing', async () => {
    const unit = { id: v7(), region: '370102' } as Awaited<ReturnType<World['unit']>>;
    const filing = world.filing(unit);
    await world.publish(filing);
    await world.unit({ id: unit.id });
    await world.issuedFor(filing.applicationId);
  });

  it('issues once, however often and by whatever event it is asked', async () => {
    const unit = await world.unit();
    const filing = world.filing(unit);
    const sent = await world.publish(filing);
    await world.bus.publish(filing, { sequence: sent.sequence, id: v7() });
    await world.publish(world.passed(unit, { id: filing.applicationId }));
    const last = await world.badge(unit);
    expect(last.code).toMatch(/0002$/);
    await eventually(() => expect(world.events().filter(({ data }) => data.applicationId === filing.applicationId)).toHaveLength(1));
  });

  it('numbers fifty badges of one unit at once without a gap', async () => {
    const unit = await world.unit();
    const filings = Array.from({ length: 50 }, () => world.filing(unit));
    await Promise.all(filings.map((filing) => world.publish(filing)));
    const badges = await Promise.all(filings.map(({ applicationId }) => world.issuedFor(applicationId)));
    const serials = badges.map(({ code }) => Number(code.slice(-4))).toSorted((a, b) => a - b);
    expect(serials).toEqual(Array.from({ length: 50 }, (_, place) => place + 1));
    expect(new Set(badges.map(({ code }) => code.slice(0, -4))).size).toBe(1);
    expect(new Set(badges.map(({ publicId }) => publicId)).size).toBe(50);
  });

  it('numbers fifty new units at once without a gap', async () => {
    const before = Number((await world.badge()).code.slice(11, 19));
    const units = await Promise.all(Array.from({ length: 50 }, () => world.unit()));
    const badges = await Promise.all(units.map((unit) => world.badge(unit)));
    const numbers = badges.map(({ code }) => Number(code.slice(11, 19))).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, place) => before + 1 + place));
  });

  it('does not vouch from the start where the main domain has expired meanwhile', async () => {
    const unit = await world.unit();
    const domain = { uLabel: '过期.政务', aLabel: 'xn--efvr9g.xn--zfr164b' };
    await world.publish(
      DomainExpired.of({ id: v7(), unitId: unit.id, region: '370102', domain, state: 'EXPIRED', registeredOn: '2025-01-01', expiresOn: '2026-01-01' }),
    );
    await eventually(async () => expect(await world.query('SELECT 1 FROM domain WHERE a_label = $1', [domain.aLabel])).toHaveLength(1));
    const badge = await world.badge(unit, { domains: [domain] });
    await world.until(badge.id, 'issued', 'suspended');
  });

  it('keeps the particulars as they were approved', async () => {
    const unit = await world.unit();
    const badge = await world.badge(unit);
    await world.publish(UnitChanged.of({ ...unit, name: '济南市历下区新名局' }));
    await eventually(async () => expect(await world.query(`SELECT 1 FROM unit WHERE id = $1 AND name LIKE '%新名局'`, [unit.id])).toHaveLength(1));
    const later = await world.badge(unit);
    expect(later.unitName).toBe('济南市历下区新名局');
    const shown = await world.app.http.get(`/badges/${badge.id}`, { as: { roles: ['administrator'] } });
    expect(shown.body.unitName).toBe('济南市历下区示例局');
  });

  describe('the last day', () => {
    it('counts from the first delivery of the notice of issue, and from no other notice', async () => {
      const badge = await world.badge();
      await world.publish(world.noticeOf(badge, { causeType: 'cn.biaozhi.badge.hung.v1' }), new Date('2026-11-25T02:00:00Z'));
      await world.publish(world.noticeOf(badge, { about: `domain/${badge.id}` }), new Date('2026-11-25T02:00:00Z'));
      // 17:00 UTC is the next day in Shanghai.
      await world.publish(world.noticeOf(badge), new Date('2026-11-25T17:00:00Z'));
      await world.until(badge.id, 'issued', 'deadline-set');
      await world.publish(world.noticeOf(badge, { channel: 'mail' }), new Date('2026-11-30T02:00:00Z'));
      await world.badge();
      expect(world.said(badge.id)).toEqual(['issued', 'deadline-set']);
      expect(world.events(badge.id).at(-1)!.data).toMatchObject({ deadline: '2026-12-03', deadlineProvisional: false });
    });

    it('is provisional where the calendar ends, and set when the year is published', async () => {
      world.clock.set('2026-12-30T02:00:00Z');
      const badge = await world.badge();
      await world.publish(world.noticeOf(badge), new Date('2026-12-30T03:00:00Z'));
      const before = await eventually(async () => {
        const { body } = await world.app.http.get(`/badges/${badge.id}`, { as: { roles: ['administrator'] } });
        expect(body.notifiedOn).toBe('2026-12-30');
        return body;
      });
      expect(before).toMatchObject({ deadlineProvisional: true });
      const year = { year: 2027, version: 1, off: ['2027-01-01', '2027-01-02', '2027-01-03'], work: [], source: '测试' };
      await world.publish(CalendarPublished.of({ id: v7(), region: '100000', ...year }));
      await eventually(() => expect(world.events(badge.id).at(-1)!.data).toMatchObject({ deadline: '2027-01-07', deadlineProvisional: false }));
    });

    it('is reminded of two working days before, and missed once', async () => {
      const badge = await world.badge();
      await world.publish(world.noticeOf(badge), new Date('2026-11-24T02:00:00Z'));
      await world.until(badge.id, 'issued', 'deadline-set');
      const jobs = world.app.get<Jobs>(Jobs);
      const days = ['26', '27', '28', '30'].map((day) => `2026-11-${day}T02:00:00Z`);
      for (const day of [...days, '2026-12-01T15:59:00Z']) {
        world.clock.set(day);
        await jobs.run('badge-deadlines');
      }
      await world.until(badge.id, 'issued', 'deadline-set', 'deadline-near');
      expect(world.events(badge.id).at(-1)!.data).toMatchObject({ daysLeft: 2, state: 'ISSUED' });
      world.clock.set('2026-12-01T16:00:00Z');
      await Promise.all([jobs.run('badge-deadlines'), jobs.run('badge-deadlines')]);
      await jobs.run('badge-deadlines');
      await world.until(badge.id, 'issued', 'deadline-set', 'deadline-near', 'overdue');
    });
  });

  it('names the bureau that issued it on the public page', async () => {
    const badge = await world.badge();
    const name = '中共济南市历下区委机构编制委员会办公室';
    const page = async (): Promise<string> => (await world.app.http.get<string>(`/sitename?id=${badge.publicId}`)).body;
    await eventually(async () => expect(await page()).toContain('<dd>机构编制部门</dd>'));
    await world.publish(
      BureauAdded.of({
        id: world.bureauId,
        region: '370102',
        name,
        level: 'county',
        paperAddress: '解放东路99号',
        paperHours: '9:00-17:00',
        copiesWanted: 3,
        paperForInstitutions: false,
        state: 'ACTIVE',
      }),
    );
    await eventually(async () => expect(await page()).toContain(`<dd>${name}</dd>`));
  });
});
