import { nextTick } from 'vue';
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router';
import { onSignedOut } from './api/client.js';
import { locale, t } from './i18n/index.js';
import { applicantRoutes } from './pages/applicant/routes.js';
import { publicRoutes } from './pages/public/routes.js';
import { staffRoutes } from './pages/staff/routes.js';
import { entryOf, homeOf, useSession, type Role } from './session.js';

declare module 'vue-router' {
  interface RouteMeta {
    /** Key of the page's title. */
    title: string;
    /** Who may open it; absent = everybody. */
    roles?: Role[];
    /** A door: whoever is signed in is led in by it. */
    door?: boolean;
    /** The menu entry that the page belongs to when its address does not say so. */
    menu?: string;
    /** Dense pages take the whole width. */
    wide?: boolean;
  }
}

export const router = createRouter({
  history: createWebHistory(),
  routes: [
    ...publicRoutes,
    ...applicantRoutes,
    ...staffRoutes,
    { path: '/:rest(.*)*', component: () => import('./pages/NotFound.vue'), meta: { title: 'notFound.title' } },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? false : { top: 0 }),
});

router.beforeEach(async (to) => {
  const session = useSession();
  await session.find().catch(() => undefined);
  if (to.meta.door && session.principal) return entryOf(session.principal.roles, to.query.back);
  if (!to.meta.roles) return true;
  if (!session.principal) return { path: '/login', query: { back: to.fullPath } };
  return session.is(...to.meta.roles) || to.path === homeOf(session.principal.roles) || { path: homeOf(session.principal.roles) };
});

/** A screen reader hears the new page's title, and the keyboard starts at its heading. */
router.afterEach((to, from) => {
  setTitle(to);
  if (from.matched.length > 0 && to.path !== from.path) void nextTick(focusHeading);
});

export function setTitle(to: RouteLocationNormalized): void {
  // The language can be changed before the first page has come.
  if (to.matched.length > 0) document.title = `${t(to.meta.title)} – ${t('app.name')}`;
  document.documentElement.lang = locale.value;
}

/** For what moves the keyboard on without another page: a step of a form, or a button that is gone after its work. */
export function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
}

onSignedOut(() => {
  useSession().forget();
  const { fullPath, path } = router.currentRoute.value;
  if (path !== '/login') void router.push({ path: '/login', query: { back: fullPath, ended: '1' } });
});
