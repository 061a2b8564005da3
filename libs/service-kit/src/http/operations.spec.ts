import { textsOf } from './operations.js';

class Parent {
  /** Said by the parent. */
  inherited(): void {}

  /** Replaced by the child. */
  replaced(): void {}
}

class Child extends Parent {
  /** A field, and no method. */
  field = 1;

  /** Replaces {@link Parent}’s, e.g. here. It says more. */
  override replaced(): void {}

  /**
   * Of several
   * lines.
   * @throws Error that is not told
   */
  async lines(): Promise<void> {}

  silent(): void {
    /** Not of the method that is called. */ this.inherited();
  }
}

it('what a controller’s comments say of its methods', () => {
  expect(Object.fromEntries(textsOf(Child))).toEqual({
    replaced: { summary: 'Replaces Parent’s, e.g. here', description: 'It says more.' },
    lines: { summary: 'Of several lines' },
    inherited: { summary: 'Said by the parent' },
  });
});
