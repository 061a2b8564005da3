import { catalogue } from '@biaozhi/problem';

catalogue({
  'nothing-handed-in': { 'zh-CN': '未登记任何一份材料', en: 'Not one paper is entered' },
  'item-not-judged': { 'zh-CN': '材料“{item}”尚未核对', en: 'The item “{itemEn}” has not been judged' },
  'item-not-in-order': {
    'zh-CN': '材料“{item}”不符合要求（{result}），不能确认',
    en: 'The item “{itemEn}” is not in order ({resultEn}) and cannot be confirmed',
  },
  'too-few-copies': {
    'zh-CN': '材料“{item}”应交{wanted}份，实收{copies}份',
    en: 'The item “{itemEn}” is wanted in {wanted} copies; {copies} were handed in',
  },
  'second-person-needed': { 'zh-CN': '接收人与确认人不能为同一人', en: 'Who received the paper may not confirm it' },
  'nothing-wrong': { 'zh-CN': '判定为不合格时，至少有一项材料应注明问题', en: 'A failure needs at least one item that is not in order' },
  'comment-too-short': { 'zh-CN': '请向申请单位说明问题（至少5个字）', en: 'Tell the unit what is wrong, in 5 characters at least' },
  'print-before-both-passed': {
    'zh-CN': '网上审核全部通过后方可打印申请函和申请表',
    en: 'Letter and form can be printed once every online review has passed',
  },
  'no-paper-needed': { 'zh-CN': '该申请不需要提交纸质材料', en: 'This application needs no paper' },
  'filing-closed': { 'zh-CN': '该申请已撤回或失效，不再接收纸质材料', en: 'The application was withdrawn or lapsed; no paper is expected' },
  'dossier-on-its-way': { 'zh-CN': '数据正在同步，请稍后再试', en: 'The data is still on its way; try again in a moment' },
  'data-altered': {
    'zh-CN': '存档数据与审核通过时的校验值不一致，已停止打印，请联系管理员',
    en: 'The stored data does not match its hash as passed; nothing is printed. Tell an administrator',
  },
  'dossier-hash-mismatch': { 'zh-CN': '表单数据与其校验值不一致', en: 'The form does not match its own hash' },
  'passed-without-hash': { 'zh-CN': '通过事件缺少校验值', en: 'An application passed without the hash of its data' },
});
