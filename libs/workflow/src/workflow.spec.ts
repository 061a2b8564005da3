import { finding, Problem } from '@biaozhi/problem';
import { otherwise, ROLES, workflow, type Role } from './index.js';

type State = 'CLOSED' | 'OPEN' | 'LOCKED' | 'GONE';
interface Door {
  state: State;
  heavy: boolean;
}

const door = workflow<State, Door, { key?: string }>()({
  name: 'door',
  initial: 'CLOSED',
  steps: {
    open: { by: ['handler'], from: ['CLOSED'], to: 'OPEN' },
    shut: { by: ['handler', 'system'], from: ['OPEN'], to: [['LOCKED', (d) => d.heavy], ['CLOSED', otherwise]] },
    unlock: {
      by: ['administrator'],
      from: ['LOCKED'],
      to: 'CLOSED',
      must: [
        (_, { key }) => (key ? undefined : finding('key-missing', '/key')),
        (_, { key }) => (key === 'wrong' ? [finding('key-wrong', '/key')] : undefined),
        (d) => (d.heavy ? undefined : finding('not-heavy', '')),
      ],
    },
  },
});

const refusal = (act: () => unknown): Problem => {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('was not refused');
};

describe('a workflow', () => {
  it('takes a step to its state', () => {
    expect(door.fire('open', { state: 'CLOSED', heavy: false }, 'handler', {})).toBe('OPEN');
  });

  it.each([
    [true, 'LOCKED'],
    [false, 'CLOSED'],
  ])('takes the first fork that applies (heavy %p)', (heavy, to) => {
    expect(door.fire('shut', { state: 'OPEN', heavy }, ['auditor', 'system'], {})).toBe(to);
  });

  it('reports every finding at once', () => {
    const told = refusal(() => door.fire('unlock', { state: 'LOCKED', heavy: false }, 'administrator', {}));
    expect(told.status).toBe(422);
    expect(told.findings.map((f) => f.code)).toEqual(['key-missing', 'not-heavy']);
  });

  it('offers only what the role can do now', () => {
    expect(door.offers({ state: 'OPEN' }, 'handler')).toEqual(['shut']);
    expect(door.offers({ state: 'OPEN' }, 'auditor')).toEqual([]);
  });

  it('finds states that nothing reaches', () => {
    expect(door.unreachable()).toEqual([]);
    const broken = workflow<State, Door>()({
      name: 'broken',
      initial: 'CLOSED',
      steps: { go: { by: ['system'], from: ['LOCKED'], to: 'GONE' } },
    });
    expect(broken.unreachable()).toEqual(['LOCKED', 'GONE']);
  });

  it('draws every arrow', () => {
    expect(door.mermaid().split('\n')).toEqual([
      'stateDiagram-v2',
      '  [*] --> CLOSED',
      '  CLOSED --> OPEN: open (handler)',
      '  OPEN --> LOCKED: shut (handler, system)',
      '  OPEN --> CLOSED: shut (handler, system)',
      '  LOCKED --> CLOSED: unlock (administrator)',
    ]);
  });

  describe('for every state, step and role', () => {
    const cells = door.states.flatMap((state) =>
      door.steps.flatMap((step) => ROLES.map((role): [State, typeof step, Role] => [state, step, role])),
    );
    it.each(cells)('%s %s by %s', (state, step, role) => {
      const row = door.table[step];
      const act = () => door.fire(step, { state, heavy: true }, role, { key: 'right' });
      if (!row.by.includes(role)) expect(refusal(act).status).toBe(403);
      else if (!row.from.includes(state)) expect(refusal(act)).toMatchObject({ status: 409, code: 'wrong-state' });
      else expect(door.states).toContain(act());
    });
  });
});
