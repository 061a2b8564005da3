import type { Messages } from './index.js';
import { adminBureausTexts } from '../pages/staff/admin/bureaus-texts.js';
import { adminCalendarTexts } from '../pages/staff/admin/calendar-texts.js';
import { adminDeadLettersTexts } from '../pages/staff/admin/dead-letters-texts.js';
import { adminStaffTexts } from '../pages/staff/admin/staff-texts.js';
import { auditTexts } from '../pages/staff/audit/texts.js';
import { badgesTexts } from '../pages/staff/badges/texts.js';
import { caseTexts } from '../pages/staff/case/texts.js';
import { caseWordsTexts } from '../pages/staff/case/words-texts.js';
import { financeTexts } from '../pages/staff/finance/texts.js';
import { ledgerTexts } from '../pages/staff/ledger/texts.js';
import { listTexts } from '../pages/staff/list/texts.js';
import { paperTexts } from '../pages/staff/paper/texts.js';
import { queueTexts } from '../pages/staff/queue/texts.js';
import { redPagesTexts } from '../pages/staff/redpages/texts.js';
import { secondFactorTexts } from '../pages/staff/second-factor/texts.js';
import { reportsTexts } from '../pages/staff/reports/texts.js';
import { settlementsTexts } from '../pages/staff/settlements/texts.js';
import { statisticsTexts } from '../pages/staff/statistics/texts.js';

const AREAS: Messages[] = [
  queueTexts,
  listTexts,
  caseTexts,
  caseWordsTexts,
  paperTexts,
  ledgerTexts,
  badgesTexts,
  reportsTexts,
  financeTexts,
  settlementsTexts,
  adminBureausTexts,
  adminStaffTexts,
  adminCalendarTexts,
  adminDeadLettersTexts,
  auditTexts,
  secondFactorTexts,
  statisticsTexts,
  redPagesTexts,
];

/** The pages of bureaus, CONAC, administrators and auditors; each area keeps its own sentences. */
export const staff: Messages = {
  'zh-CN': Object.assign({}, ...AREAS.map((area) => area['zh-CN'])) as Record<string, string>,
  en: Object.assign({}, ...AREAS.map((area) => area.en)) as Record<string, string>,
};
