import { catalogue, finding, findingsOf, localeOf, Problem, problem, say } from './index.js';

catalogue({ 'spec-too-many': { 'zh-CN': '最多{max}个', en: 'at most {max}' } });

describe('a problem', () => {
  it('is told in the reader’s language with every finding and its place', () => {
    const told = problem(422, 'validation', { findings: [finding('spec-too-many', '/domains', { max: 3 })] });
    expect(told.toJSON('zh-CN', '/x')).toEqual({
      type: 'urn:biaozhi:problem:validation',
      title: '填写的内容有误，请按提示更正',
      status: 422,
      code: 'validation',
      instance: '/x',
      findings: [{ code: 'spec-too-many', pointer: '/domains', message: '最多3个' }],
    });
    expect(told.toJSON('en').findings[0]?.message).toBe('at most 3');
  });

  it('carries the fresh state after a lost race', () => {
    expect(problem(409, 'conflict', { extensions: { current: { version: 4 } } }).toJSON('en')).toMatchObject({
      status: 409,
      current: { version: 4 },
    });
  });

  it('is an error with the findings in its message, for logs', () => {
    const told = problem(422, 'validation', { findings: [finding('isInt', '/years')] });
    expect(told).toBeInstanceOf(Problem);
    expect(told.message).toContain('/years must be a whole number');
  });
});

describe('the catalogue', () => {
  it('refuses one code with two meanings', () => {
    expect(() => catalogue({ validation: { 'zh-CN': '别的', en: 'other' } })).toThrow(/declared twice/);
  });

  it('shows the code of a sentence that nobody declared', () => {
    expect(say('never-declared', 'en')).toBe('never-declared');
  });

  it('joins lists with the enumeration comma', () => {
    catalogue({ 'spec-list': { 'zh-CN': '缺{what}', en: 'missing {what}' } });
    expect(say('spec-list', 'zh-CN', { what: ['甲', '乙'] })).toBe('缺甲、乙');
  });
});

describe('the language of an answer', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['fr, en;q=0.3, zh;q=0.2', 'en'],
    ['en;q=0, zh', 'zh-CN'],
    ['ja', 'zh-CN'],
  ])('%p → %s', (header, locale) => expect(localeOf(header)).toBe(locale));
});

describe('validation errors', () => {
  it('become findings with pointers through nested objects and escapes', () => {
    expect(
      findingsOf([
        { property: 'unit', children: [{ property: 'a/b~c', constraints: { isInt: 'x' } }] },
        { property: 'years', constraints: { min: 'x', isInt: 'y' } },
      ]),
    ).toEqual([
      { code: 'isInt', pointer: '/unit/a~1b~0c' },
      { code: 'min', pointer: '/years' },
      { code: 'isInt', pointer: '/years' },
    ]);
  });
});
