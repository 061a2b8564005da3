import { catalogue } from '@biaozhi/problem';

/** Sentences of domain registration's own problems and findings. */
export const messages = catalogue({
  'name-taken': { 'zh-CN': '该域名已被注册或正在申请', en: 'The name is registered or applied for already' },
  'name-reserved-division': {
    'zh-CN': '行政区划名称为保留名称，仅限该行政区划的机关使用',
    en: 'The name of an administrative division is reserved for its own organs',
  },
  'name-reserved-country': { 'zh-CN': '国家名称为保留名称', en: 'Names of countries are reserved' },
  'name-reserved-national': {
    'zh-CN': '“{word}”字头仅限名称中含该字样的中央单位使用',
    en: 'Names that begin with “{word}” are for central bodies that are so called',
  },
  'name-forbidden': { 'zh-CN': '域名含有不允许使用的词语', en: 'The name holds words that may not be used' },
  'name-government-word': {
    'zh-CN': '“{word}”字样仅限党政机关使用',
    en: 'The word “{word}” may only be used by organs',
  },
  'reserved-owner': {
    'zh-CN': '行政区划名称须注明所属区划，其他类别不填',
    en: 'The name of a division needs the division that it belongs to; other kinds have none',
  },
  'agreement-needed': { 'zh-CN': '请阅读并同意《域名注册协议》', en: 'Read and accept the registration agreement' },
  'unit-not-active': { 'zh-CN': '该单位已撤销或合并', en: 'The unit has been abolished or merged' },
  'unit-not-known-yet': { 'zh-CN': '单位资料正在同步，请稍后再试', en: 'The unit’s particulars are still on their way; try again in a moment' },
  'fee-not-due': { 'zh-CN': '两级审核均通过后方可缴费', en: 'The fee is due only after both reviews passed' },
  'order-not-open': { 'zh-CN': '缴费单当前状态（{state}）不能进行此操作', en: 'This cannot be done with a fee order in the state {state}' },
  'order-in-settlement': {
    'zh-CN': '缴费单 {number} 已由编办集中缴费，请在集中结算单中一并处理',
    en: 'Fee order {number} was paid by its bureau together with others; it is decided with its settlement',
  },
  'orders-not-settled': {
    'zh-CN': '部分缴费单不能集中缴费，所有缴费单均未改变',
    en: 'Some of the orders cannot be settled; none was changed',
  },
  'settlement-order-unknown': { 'zh-CN': '缴费单不存在或不属于本编办的单位', en: 'There is no such fee order of a unit of this bureau' },
  'settlement-order-not-open': { 'zh-CN': '缴费单 {number}（{name}）已不是待缴费状态', en: 'Fee order {number} ({name}) is not open any more' },
  'paid-on-in-future': { 'zh-CN': '付款日期不能晚于今天', en: 'The day of payment cannot be in the future' },
  'payment-signature': { 'zh-CN': '支付通知签名不正确', en: 'The payment notice is not signed as it must be' },
  'payment-stale': { 'zh-CN': '支付通知已过期', en: 'The payment notice is too old' },
  'payment-amount': { 'zh-CN': '支付金额与缴费单不符', en: 'The amount paid is not that of the fee order' },
  'payment-reused': { 'zh-CN': '该笔支付已用于另一缴费单', en: 'The payment has settled another fee order already' },
  'payment-order-unknown': { 'zh-CN': '缴费单不存在', en: 'There is no such fee order' },
  'price-missing': { 'zh-CN': '该后缀尚未定价', en: 'There is no price for this suffix' },
  'price-in-past': { 'zh-CN': '已生效的价格不能修改，生效日期不能早于今天', en: 'Prices that were in force are not changed; the first day cannot be before today' },
  'renewal-open': { 'zh-CN': '该域名已有未结清的续费单', en: 'The domain has a renewal order that is not settled' },
  'renewal-too-long': { 'zh-CN': '续费后的期限不能超过10年', en: 'A domain cannot be registered for more than 10 years from today' },
});
