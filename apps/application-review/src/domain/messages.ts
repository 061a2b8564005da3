import { catalogue } from '@biaozhi/problem';

/** Sentences of what can be wrong with a decision or a step. */
catalogue({
  'point-not-judged': { 'zh-CN': '请对每一项作出审查结论：{points}', en: 'Every point needs a verdict: {points}' },
  'point-not-of-this-case': { 'zh-CN': '本申请没有此审查项', en: 'This case has no such point' },
  'point-judged-twice': { 'zh-CN': '同一审查项只能有一个结论', en: 'A point has one verdict only' },
  'refusal-without-reason': { 'zh-CN': '不通过的审查项须选择理由', en: 'A refused point needs a reason' },
  'reason-not-of-this-point': { 'zh-CN': '该理由不适用于此审查项', en: 'This reason does not fit the point' },
  'reason-without-words': {
    'zh-CN': '选择“其他”须说明理由，不少于{min}个字',
    en: 'The reason “other” needs at least {min} characters of text',
  },
  'pass-with-reasons': { 'zh-CN': '通过的审查项不应有不通过的理由', en: 'A passed point carries no reasons' },
  'reviewer-is-submitter': {
    'zh-CN': '不得审查本人或本单位提交的申请',
    en: 'Nobody reviews what they or their unit submitted',
  },
  'not-your-bureau': { 'zh-CN': '该申请不属于您所在的机构编制部门', en: 'The case belongs to another bureau' },
  'claimed-by-another': { 'zh-CN': '该申请已由他人领取', en: 'Somebody else has claimed this case' },
  'not-claimed': { 'zh-CN': '您没有领取该申请', en: 'You have not claimed this case' },
  'no-domain-alive': {
    'zh-CN': '网站的主域名已失效，请先续费或恢复后再办理',
    en: 'A domain of the site is not alive; it must be renewed or restored first',
  },
  'no-own-domain-alive': {
    'zh-CN': '申请前须先注册域名；已过期的域名须先续费',
    en: 'The unit must own a live domain first; an expired one must be renewed',
  },
  'too-late-to-withdraw': {
    'zh-CN': '初审已通过，不能撤回',
    en: 'The first review has passed; it cannot be withdrawn any more',
  },
  'unit-not-active': { 'zh-CN': '该单位已撤销或合并', en: 'The unit has been abolished or merged' },
  'kind-not-for-institutions': {
    'zh-CN': '事业单位申请网站标识，不区分新开办与资格复核',
    en: 'Public institutions apply for opening only',
  },
  'site-already-applied': { 'zh-CN': '该网站已有在办的申请', en: 'There is an open application for this site already' },
  'successor-exists': {
    'zh-CN': '已就该申请提交了新的申请',
    en: 'This application has been replaced by a new one already',
  },
  'data-hash-differs': {
    'zh-CN': '纸质材料所依据的数据与审查通过的数据不一致',
    en: 'The paper was made from other data than what passed',
  },
  'visit-not-here': {
    'zh-CN': '该申请没有可访问的网站',
    en: 'There is no site of its own to visit in this case',
  },
  'visits-too-often': { 'zh-CN': '查看过于频繁，请一分钟后再试', en: 'Looked at too often; try again in a minute' },
  'unit-missing': { 'zh-CN': '申请未注明单位', en: 'The application names no unit' },
  'not-yet-known': {
    'zh-CN': '单位信息正在同步，请稍后再试',
    en: 'The unit’s data is on its way here; try again in a moment',
  },
});
