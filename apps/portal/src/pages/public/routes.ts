import type { RouteRecordRaw } from 'vue-router';

/** Pages that everybody may open. */
export const publicRoutes: RouteRecordRaw[] = [
  { path: '/', component: () => import('./LandingPage.vue'), meta: { title: 'publicTitle.landing' } },
  { path: '/lookup', component: () => import('./LookUpPage.vue'), meta: { title: 'publicTitle.lookUp' } },
  { path: '/report', component: () => import('./ReportPage.vue'), meta: { title: 'report.title' } },
  { path: '/accessibility', component: () => import('./AccessibilityPage.vue'), meta: { title: 'publicTitle.accessibility' } },
];
