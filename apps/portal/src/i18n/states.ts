/** Words of states: subject → state → [zh-CN, en]. */
const REVIEW: Record<string, [string, string]> = {
  NEW: ['已收到', 'Received'],
  DRAFT: ['草稿', 'Draft'],
  BUREAU_REVIEW: ['机构编制部门审核中', 'In review by the bureau'],
  CONAC_REVIEW: ['CONAC 复审中', 'In re-review by CONAC'],
  THIRD_REVIEW: ['再审中', 'In third review'],
  REFUSED: ['未通过，待修改', 'Refused, to be corrected'],
  PASSED: ['已通过', 'Passed'],
  CLOSED: ['已终止', 'Closed'],
  WITHDRAWN: ['已撤回', 'Withdrawn'],
};

const WORDS: Record<string, Record<string, [string, string]>> = {
  review: REVIEW,
  domainApplication: {
    ...REVIEW,
    AWAIT_PAYMENT: ['待缴费', 'Awaiting payment'],
    PAYMENT_CLAIMED: ['到账确认中', 'Payment being confirmed'],
    REGISTERED: ['注册成功', 'Registered'],
    LAPSED: ['逾期未缴费，已失效', 'Lapsed'],
  },
  domain: {
    ACTIVE: ['有效', 'Active'],
    EXPIRED: ['已到期', 'Expired'],
    REDEMPTION: ['赎回期', 'Redemption'],
    FROZEN: ['已冻结', 'Frozen'],
    CANCELLED: ['已注销', 'Cancelled'],
    DELETED: ['已删除', 'Deleted'],
  },
  feeOrder: {
    OPEN: ['待缴费', 'To be paid'],
    CLAIMED: ['到账确认中', 'Being confirmed'],
    PAID: ['已缴费', 'Paid'],
    LAPSED: ['已失效', 'Lapsed'],
    CANCELLED: ['已取消', 'Cancelled'],
  },
  settlement: {
    CLAIMED: ['到账确认中', 'Being confirmed'],
    CONFIRMED: ['已认款', 'Confirmed'],
    DISPUTED: ['未到账', 'Not arrived'],
  },
  settledOrder: {
    WAITING: ['待认款', 'Waiting'],
    PAID: ['已认款', 'Confirmed'],
    REOPENED: ['已退回', 'Turned back'],
    SKIPPED: ['已另行处理', 'Skipped'],
  },
  site: {
    ...REVIEW,
    AWAITING_PAPER: ['待交纸质材料', 'Awaiting paper'],
    COMPLETED: ['已办结', 'Completed'],
    PAPER_FAILED: ['纸质材料有误，须重新申请', 'Paper failed, apply anew'],
    LAPSED: ['逾期失效', 'Lapsed'],
  },
  filing: {
    EXPECTED: ['待收材料', 'Expected'],
    RECEIVED: ['已收，核对中', 'Received, being checked'],
    CONFIRMED: ['已备案', 'Filed'],
    FAILED: ['材料有误', 'Failed'],
    CLOSED: ['已终止', 'Closed'],
  },
  badge: {
    ISSUED: ['已发放，待加挂', 'Issued, to be hung'],
    HUNG: ['已加挂', 'Hung'],
    OVERDUE: ['逾期未加挂', 'Overdue'],
    ABNORMAL: ['加挂异常', 'Out of order'],
    SUSPENDED: ['已暂停', 'Suspended'],
    REVOKED: ['已撤销', 'Revoked'],
  },
  redPage: {
    DRAFT: ['未发布', 'Not published'],
    PUBLISHED: ['已发布', 'Published'],
    EDITED: ['有未发布的修改', 'Edited, not published'],
    OFFLINE: ['已下线', 'Offline'],
    CLOSED: ['已关闭', 'Closed'],
  },
  task: {
    DONE: ['已完成', 'Done'],
    NOW: ['待您办理', 'Your turn'],
    WAITING: ['办理中', 'In progress'],
    TROUBLE: ['需要处理', 'Needs attention'],
    LATER: ['尚未开始', 'Not yet'],
  },
};

const inLanguage = (index: 0 | 1): Record<string, string> =>
  Object.fromEntries(
    Object.entries(WORDS).flatMap(([subject, states]) =>
      Object.entries(states).map(([state, words]) => [`state.${subject}.${state}`, words[index]]),
    ),
  );

export const stateWords = { 'zh-CN': inLanguage(0), en: inLanguage(1) };
