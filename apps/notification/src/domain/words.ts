import type { ApplicationKind, PaperFinding, ReviewPoint, Stage, Verdict } from '@biaozhi/contracts';

/** 2026-12-01 → 2026年12月1日 */
export function day(text: string): string {
  const [year, month, date] = text.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** 申请类型 */
export const KIND: Record<ApplicationKind, string> = { opening: '开办审核', 're-review': '资格复核' };

/** The stages as units know them. */
export const STAGE: Record<Stage, string> = { bureau: '初审', conac: '复审', third: '再审' };

/** What reviewers judge. */
const POINT: Record<ReviewPoint, string> = {
  unit: '单位资质',
  contact: '联系人',
  'site-name': '网站名称',
  'domain-name': '域名名称',
};

/** 单位资质、域名名称 */
export const refusedPoints = (verdicts: readonly Verdict[]): string =>
  verdicts
    .filter(({ result }) => result === 'refused')
    .map(({ point }) => POINT[point])
    .join('、') || '部分内容';

const ITEM: Record<string, string> = { letter: '申请函', form: '申请表', 'id-copy': '经办人身份证复印件' };
const FAULT: Record<PaperFinding['result'], string> = {
  ok: '合格',
  missing: '缺少',
  unstamped: '未盖公章',
  differs: '与系统内容不一致',
  illegible: '无法辨认',
};

/** One line for each item of the paper that has a fault. */
export const paperFaults = (findings: readonly PaperFinding[]): string =>
  findings
    .filter(({ result }) => result !== 'ok')
    .map(({ item, result }) => `· ${ITEM[item] ?? '其他材料'}：${FAULT[result]}`)
    .join('\n') || '· 详见系统';

/** The main domain of a site. */
export const mainDomain = (domains: readonly { uLabel: string }[]): string => domains[0]?.uLabel ?? '';
