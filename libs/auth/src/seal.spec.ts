import { Seal } from './seal.js';

const OLD = 'old-secret-old-secret-old-secret-old';
const NEW = 'new-secret-new-secret-new-secret-new';

describe('Seal', () => {
  it('opens what it closed', () => {
    const seal = new Seal([NEW], 'test');
    expect(seal.open(seal.close({ who: '张三' }))).toEqual({ who: '张三' });
  });

  it('opens what the former key closed', () => {
    const closed = new Seal([OLD], 'test').close({ n: 1 });
    expect(new Seal([NEW, OLD], 'test').open(closed)).toEqual({ n: 1 });
    expect(new Seal([NEW], 'test').open(closed)).toBeUndefined();
  });

  it('does not open what another purpose closed', () => {
    expect(new Seal([NEW], 'a').open(new Seal([NEW], 'b').close({}))).toBeUndefined();
  });

  it('opens nothing that was changed in any byte', () => {
    const seal = new Seal([NEW], 'test');
    const bytes = Buffer.from(seal.close({ n: 1 }), 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      expect(seal.open(changed.toString('base64url'))).toBeUndefined();
    }
  });

  it.each(['', 'x', 'not base64 !', 'a'.repeat(5000)])('opens nothing from %j', (text) => {
    expect(new Seal([NEW], 'test').open(text)).toBeUndefined();
  });
});
