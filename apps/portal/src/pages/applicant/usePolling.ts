import { onBeforeUnmount, onMounted } from 'vue';

/** Reads again from time to time while the page is looked at: reviewers and services work elsewhere meanwhile. */
export function usePolling(reload: () => unknown, seconds = 15): void {
  let timer: number | undefined;
  const again = () => { if (!document.hidden) reload(); };
  onMounted(() => {
    timer = window.setInterval(again, seconds * 1000);
    document.addEventListener('visibilitychange', again);
  });
  onBeforeUnmount(() => {
    window.clearInterval(timer);
    document.removeEventListener('visibilitychange', again);
  });
}
