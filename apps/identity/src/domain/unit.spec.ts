import { v7 } from 'uuid';
import { Problem } from '@biaozhi/problem';
import { particularsFindings, Unit, type UnitParticulars } from './unit.js';

const organ: UnitParticulars = {
  name: '济南市历下区示例局',
  uscc: '11370102004123454P',
  kind: 'organ',
  administrativeFunctions: false,
  affiliation: 'county',
  region: '370102',
  address: '济南市历下区示例路1号',
  postcode: '250014',
  functions: '示例职能',
};

const thrown = (run: () => unknown): Problem => {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('No problem was thrown');
};

describe('what a unit says of itself fits together', () => {
  it.each<[string, Partial<UnitParticulars>, string[]]>([
    ['an organ with 11', {}, []],
    [
      'an institution with 12',
      { uscc: '123202004664000146', kind: 'institution', affiliation: 'prefecture', region: '320200' },
      [],
    ],
    [
      'an institution with administrative functions',
      { uscc: '123202004664000146', kind: 'institution', administrativeFunctions: true },
      [],
    ],
    ['a mass organisation as an organ', { uscc: '131000005000008834' }, []],
    ['a social group as an institution', { uscc: '5137000050001234XN', kind: 'institution' }, []],
    ['an organ with 12', { uscc: '123202004664000146' }, ['/unit/uscc uscc-does-not-fit-kind']],
    ['an institution with 11', { kind: 'institution' }, ['/unit/uscc uscc-does-not-fit-kind']],
    ['a business', { uscc: '91350100M000100Y43', kind: 'institution' }, ['/unit/uscc uscc-does-not-fit-kind']],
    ['a wrong code', { uscc: '11370102004123454Q' }, ['/unit/uscc uscc-does-not-fit-kind']],
    [
      'an organ by delegation',
      { administrativeFunctions: true },
      ['/unit/administrativeFunctions administrative-functions-of-organ'],
    ],
    ['a county office at the city', { region: '370100' }, ['/unit/region region-does-not-fit-affiliation']],
    [
      'all at once',
      { uscc: '123202004664000146', administrativeFunctions: true, affiliation: 'province' },
      [
        '/unit/uscc uscc-does-not-fit-kind',
        '/unit/administrativeFunctions administrative-functions-of-organ',
        '/unit/region region-does-not-fit-affiliation',
      ],
    ],
  ])('%s', (_, change, expected) => {
    expect(particularsFindings({ ...organ, ...change }).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(
      expected,
    );
  });
});

describe('a unit', () => {
  const register = (): Unit => Unit.register(v7(), organ, v7())[0];
  const other = register();

  it('tells the public what it is, and not who runs it', () => {
    const [unit, registered] = Unit.register(v7(), { ...organ, superior: '示例部' }, v7());
    expect(Object.keys(registered).sort()).toEqual(
      [
        'id',
        'unitId',
        'region',
        'bureauId',
        'uscc',
        'name',
        'kind',
        'administrativeFunctions',
        'affiliation',
        'address',
        'postcode',
        'functions',
        'state',
      ].sort(),
    );
    expect(registered).toMatchObject({ id: unit.id, unitId: unit.id, state: 'ACTIVE' });
  });

  it('moves to another bureau when it moves', () => {
    const [unit, bureau] = [register(), v7()];
    expect(unit.change({ region: '370103' }, bureau)).toMatchObject({ region: '370103', bureauId: bureau });
  });

  it('is merged into a unit that is at work, and not into itself', () => {
    const unit = register();
    expect(thrown(() => unit.mergeInto(unit)).findings).toMatchObject([{ code: 'merge-into-itself' }]);
    expect(thrown(() => unit.mergeInto({ id: v7(), state: 'ABOLISHED' })).findings).toMatchObject([
      { code: 'unit-not-active' },
    ]);
    expect(unit.state).toBe('ACTIVE');
    expect(unit.mergeInto(other)).toMatchObject({ state: 'MERGED', mergedInto: other.id });
  });

  const ends: [string, (unit: Unit) => unknown][] = [
    ['merged', (unit) => unit.mergeInto(other)],
    ['abolished', (unit) => unit.abolish()],
  ];
  const steps: [string, (unit: Unit) => unknown][] = [
    ...ends,
    ['changed', (unit) => unit.change({ address: '新路2号' })],
  ];
  it.each(ends.flatMap(([end, finish]) => steps.map(([step, take]) => ({ end, finish, step, take }))))(
    'that is $end cannot be $step',
    ({ finish, take }) => {
      const unit = register();
      finish(unit);
      expect(thrown(() => take(unit))).toMatchObject({ status: 409, code: 'unit-not-active' });
    },
  );
});
