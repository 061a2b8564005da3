import { Problem } from '@biaozhi/problem';
import { ROLES, type Role } from '@biaozhi/workflow';
import { redPageWorkflow } from './red-page.workflow.js';
import type { PageSubject } from './rules.js';

const subject = (state: PageSubject['state']): PageSubject => ({
  state,
  draft: {
    title: '示例局',
    blocks: [{ type: 'paragraph', text: '正文' }, { type: 'contact', phone: '0531-88888888' }],
    footer: { badge: true, lines: [] },
  },
  holds: [],
  resumes: 'PUBLISHED',
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

describe('the workflow of a red page', () => {
  it('reaches every state of the contract', () => {
    expect(redPageWorkflow.unreachable()).toEqual([]);
    expect([...redPageWorkflow.states].toSorted()).toEqual(['CLOSED', 'DRAFT', 'EDITED', 'OFFLINE', 'PUBLISHED']);
  });

  const cells = redPageWorkflow.states.flatMap((state) =>
    redPageWorkflow.steps.flatMap((step) => ROLES.map((role): [typeof state, typeof step, Role] => [state, step, role])),
  );
  it.each(cells)('%s, %s by %s', (state, step, role) => {
    const row = redPageWorkflow.table[step];
    const act = () => redPageWorkflow.fire(step, subject(state), role, {});
    if (!row.by.includes(role)) expect(refusal(act)).toMatchObject({ status: 403, code: 'forbidden-step' });
    else if (!row.from.includes(state)) expect(refusal(act)).toMatchObject({ status: 409, code: 'wrong-state' });
    else expect(redPageWorkflow.states).toContain(act());
  });

  it('tells everything that is missing at once', () => {
    const empty = { ...subject('DRAFT'), draft: { title: ' ', blocks: [{ type: 'heading', level: 3, text: '小标题' }], footer: { badge: false, lines: [] } } } as PageSubject;
    const told = refusal(() => redPageWorkflow.fire('publish', { ...empty, holds: ['badge', 'domain'] }, 'handler', {}));
    expect(told.findings.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['title-missing', '/title'],
      ['paragraph-missing', '/blocks'],
      ['contact-missing', '/blocks'],
      ['heading-skips', '/blocks/0/level'],
      ['footer-badge-missing', '/footer/badge'],
      ['page-held-badge', ''],
      ['page-held-domain', ''],
    ]);
  });
});
