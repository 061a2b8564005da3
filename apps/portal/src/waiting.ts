/**
 * A button that waits for an answer is `aria-disabled`, not `disabled`: it keeps the keyboard's focus. Here is what makes it
 * wait, for every page: it takes no second press, nor does Enter in a field of its form.
 */
export function letButtonsWait(): void {
  document.addEventListener(
    'click',
    (event) => {
      if (!(event.target as Element).closest('[aria-disabled="true"]')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}
