import type { RouteRecordRaw } from 'vue-router';
import { ROLES, type Role } from '../../roles.js';

const HANDLER: Role[] = ['handler'];

/** Pages of a unit's handler, the way in, and everybody's own account. */
export const applicantRoutes: RouteRecordRaw[] = [
  { path: '/login', component: () => import('./LoginPage.vue'), meta: { title: 'login.title', door: true } },
  { path: '/forgotten', component: () => import('./ForgottenPage.vue'), meta: { title: 'forgotten.title' } },
  { path: '/first-login', component: () => import('./FirstLoginPage.vue'), meta: { title: 'firstLogin.title' } },
  { path: '/register', component: () => import('./RegisterPage.vue'), meta: { title: 'register.title', door: true } },
  { path: '/account', component: () => import('./account/AccountPage.vue'), meta: { title: 'account.title', roles: [...ROLES] } },
  { path: '/home', component: () => import('./home/HomePage.vue'), meta: { title: 'home.title', roles: HANDLER } },
  { path: '/domains', component: () => import('./domains/DomainsPage.vue'), meta: { title: 'nav.domains', roles: HANDLER } },
  { path: '/domains/apply', component: () => import('./domains/DomainApplyPage.vue'), meta: { title: 'domains.apply', roles: HANDLER } },
  { path: '/domains/:id', component: () => import('./domains/DomainPage.vue'), meta: { title: 'domains.one', roles: HANDLER } },
  { path: '/domains/:id/certificate', component: () => import('./domains/CertificatePage.vue'), meta: { title: 'certificate.title', roles: HANDLER } },
  { path: '/sites', component: () => import('./sites/SitesPage.vue'), meta: { title: 'nav.sites', roles: HANDLER } },
  { path: '/sites/apply', component: () => import('./sites/InstructionsPage.vue'), meta: { title: 'sites.instructions', roles: HANDLER } },
  { path: '/sites/apply/:id/:step?', component: () => import('./sites/ApplyPage.vue'), meta: { title: 'sites.form', roles: HANDLER } },
  { path: '/sites/:id', component: () => import('./sites/SitePage.vue'), meta: { title: 'sites.one', roles: HANDLER } },
  { path: '/sites/:id/badge', component: () => import('./badge/BadgePage.vue'), meta: { title: 'badge.title', roles: HANDLER } },
  { path: '/redpage', component: () => import('./redpage/RedPageList.vue'), meta: { title: 'nav.redpage', roles: HANDLER } },
  { path: '/redpage/:id', component: () => import('./redpage/RedPageEditor.vue'), meta: { title: 'redpage.edit', roles: HANDLER } },
  { path: '/notices', component: () => import('./NoticesPage.vue'), meta: { title: 'nav.notices', roles: HANDLER } },
];
