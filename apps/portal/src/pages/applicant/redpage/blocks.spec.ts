import { asText, BLOCK_TYPES, emptyBlock, FIELDS_OF, fromText, tidy } from './blocks.js';

describe('the pieces of a red page', () => {
  it.each(BLOCK_TYPES)('begin with every field that a %s needs, and no other', (type) => {
    const needed = FIELDS_OF[type].filter(({ optional }) => !optional).map(({ name }) => name);
    expect(Object.keys(emptyBlock(type))).toEqual(['type', ...needed]);
  });

  it('go into an editor and come back', () => {
    for (const [value, as] of [
      [['一', '二'], 'lines'],
      [[['甲', '乙'], ['丙', '丁']], 'grid'],
      ['正文', 'long'],
      [3, 'level'],
    ] as const) {
      expect(fromText(asText(value, as), as)).toEqual(value);
    }
    expect(asText(undefined, 'lines')).toBe('');
    expect(asText(undefined, 'text')).toBe('');
  });

  it('are sent without empty lines, rows and optional fields', () => {
    expect(tidy({ type: 'list', ordered: false, items: ['一', ' ', ' 二 '] })).toEqual({ type: 'list', ordered: false, items: ['一', '二'] });
    expect(tidy({ type: 'table', caption: '表', header: ['a', ''], rows: [['1', ''], ['', '']] })).toEqual({
      type: 'table', caption: '表', header: ['a'], rows: [['1', '']],
    });
    expect(tidy({ type: 'contact', address: '路1号', postcode: ' ', phone: '' })).toEqual({ type: 'contact', address: '路1号' });
  });
});
