import type { RouteRecordRaw } from 'vue-router';
import { rolesOf } from '../../navigation.js';
import { STAFF_ROLES } from '../../roles.js';
import './staff.css';

/** A page of the menu; one below it is open to the same people. */
const page = (path: string, title: string, component: RouteRecordRaw['component']): RouteRecordRaw =>
  ({ path, component, meta: { title, roles: rolesOf(`/${path.split('/')[1]}`), wide: true } }) as RouteRecordRaw;

/** Pages of bureaus, CONAC, administrators and auditors. */
export const staffRoutes: RouteRecordRaw[] = [
  page('/queue', 'staff.queue.title', () => import('./queue/QueuePage.vue')),
  { path: '/cases/:id', component: () => import('./case/CasePage.vue'), meta: { title: 'staff.case.title', menu: '/queue', roles: rolesOf('/queue'), wide: true } },
  page('/paper', 'staff.paper.title', () => import('./paper/PaperListPage.vue')),
  page('/paper/:id', 'staff.paper.title', () => import('./paper/PaperPage.vue')),
  page('/settlements', 'staff.settle.title', () => import('./settlements/SettlementsPage.vue')),
  page('/settlements/:id', 'staff.settle.one', () => import('./settlements/SettlementPage.vue')),
  page('/ledger', 'staff.ledger.title', () => import('./ledger/LedgerPage.vue')),
  page('/statistics', 'staff.statistics.title', () => import('./statistics/StatisticsPage.vue')),
  page('/badges', 'staff.badge.title', () => import('./badges/BadgesPage.vue')),
  page('/reports', 'staff.report.title', () => import('./reports/ReportsPage.vue')),
  page('/redpages', 'nav.redpages', () => import('./redpages/RedPagesPage.vue')),
  page('/finance', 'staff.finance.title', () => import('./finance/FinancePage.vue')),
  page('/finance/settlements/:id', 'staff.settle.one', () => import('./settlements/SettlementPage.vue')),
  page('/prices', 'staff.finance.prices', () => import('./finance/PricesPage.vue')),
  page('/bureaus', 'staff.bureau.title', () => import('./admin/BureausPage.vue')),
  page('/staff', 'staff.staff.title', () => import('./admin/StaffPage.vue')),
  page('/calendar', 'staff.calendar.title', () => import('./admin/CalendarPage.vue')),
  page('/deadletters', 'staff.dead.title', () => import('./admin/DeadLettersPage.vue')),
  page('/audit', 'staff.audit.title', () => import('./audit/AuditPage.vue')),
  { path: '/security', component: () => import('./second-factor/SecurityPage.vue'), meta: { title: 'staff.second.security', roles: [...STAFF_ROLES] } },
];
