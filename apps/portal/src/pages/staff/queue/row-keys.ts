import { onBeforeUnmount, onMounted, type Ref } from 'vue';

/** Where keys mean something else already. */
const BUSY = 'input, select, textarea, button, a, summary, dialog, [contenteditable]';

/**
 * Moves through rows with j and k, and does something with the row at hand. Keys that are typed into a field, or pressed on a
 * button or link, are left alone, and so are those with a modifier.
 */
export function useRowKeys(at: Ref<number>, count: () => number, actions: Record<string, () => void>): void {
  const moves: Record<string, number> = { j: 1, k: -1 };

  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if ((event.target as HTMLElement).closest(BUSY) || document.querySelector('dialog[open]')) return;
    const move = moves[event.key];
    if (move !== undefined) at.value = Math.min(Math.max(at.value + move, 0), Math.max(count() - 1, 0));
    else if (actions[event.key]) actions[event.key]!();
    else return;
    event.preventDefault();
  }
  onMounted(() => document.addEventListener('keydown', press));
  onBeforeUnmount(() => document.removeEventListener('keydown', press));
}
