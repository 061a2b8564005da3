import { eventually } from './eventually.js';

describe('eventually', () => {
  it('hands over the value of the first call that does not throw', async () => {
    let calls = 0;
    const value = await eventually(() => {
      calls += 1;
      if (calls < 3) throw new Error('not yet');
      return calls;
    });
    expect(value).toBe(3);
  });

  it('hands over undefined, null and 0 as values', async () => {
    await expect(eventually(() => undefined)).resolves.toBeUndefined();
    await expect(eventually(() => 0)).resolves.toBe(0);
  });

  it('throws the last error when the time is over', async () => {
    await expect(
      eventually(
        () => {
          throw new Error('never');
        },
        { within: 60 },
      ),
    ).rejects.toThrow('never');
  });

  it('waits while the answer is false', async () => {
    await expect(eventually(() => false, { within: 60 })).rejects.toThrow('stayed false');
  });
});
