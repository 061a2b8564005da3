import { catalogue } from '@biaozhi/problem';

/** Sentences of identity's own problems and findings. */
export const messages = catalogue({
  'unit-already-registered': {
    'zh-CN': '该统一社会信用代码已注册，请直接登录；忘记账号请联系同级编办',
    en: 'A unit with this unified social credit code has registered already; sign in instead',
  },
  'login-name-taken': { 'zh-CN': '登录名已被使用', en: 'This log-in name is taken' },
  'password-weak': {
    'zh-CN': '密码至少10个字符，含字母和数字，且不含登录名',
    en: 'A password has at least 10 characters with letters and digits and does not hold the log-in name',
  },
  'uscc-does-not-fit-kind': {
    'zh-CN': '统一社会信用代码与机构类别不符（机关11、事业单位12）',
    en: 'The unified social credit code does not fit the kind of unit (organs begin with 11, institutions with 12)',
  },
  'region-does-not-fit-affiliation': {
    'zh-CN': '行政区划与隶属关系的层级不符',
    en: 'The division is not of the level that the affiliation needs',
  },
  'administrative-functions-of-organ': {
    'zh-CN': '只有事业单位需要说明是否承担行政职能',
    en: 'Only an institution can carry administrative functions by delegation',
  },
  'no-bureau': {
    'zh-CN': '没有找到您单位的同级机构编制部门，请核对行政区划和隶属关系',
    en: 'There is no bureau for this division and affiliation',
  },
  'credentials-wrong': {
    'zh-CN': '登录名或密码不正确，或账号已暂时锁定',
    en: 'The log-in name or the password is wrong, or the account is locked for a while',
  },
  'second-factor-needed': { 'zh-CN': '请输入身份验证器上的6位验证码', en: 'Type the six digits that your authenticator app shows' },
  'second-factor-to-set-up': {
    'zh-CN': '工作人员首次登录须先绑定身份验证器',
    en: 'Staff set up an authenticator app at the first log-in',
  },
  'second-factor-wrong': {
    'zh-CN': '验证码不正确或已使用，请等待下一个验证码',
    en: 'The code is wrong or has been used; wait for the next one',
  },
  'second-factor-set-up': { 'zh-CN': '该账号无需再绑定身份验证器', en: 'This account has no authenticator app to set up' },
  'passkey-refused': {
    'zh-CN': '通行密钥未通过验证或已超时，请重试，或改用验证码',
    en: 'The passkey was not accepted, or took too long; try again, or use a code',
  },
  'no-passkey': { 'zh-CN': '该账号没有通行密钥，请使用验证码', en: 'This account has no passkey; use a code' },
  'passkey-known': { 'zh-CN': '该通行密钥已添加过', en: 'This passkey has been added already' },
  'passkeys-enough': { 'zh-CN': '最多可添加{n}个通行密钥，请先移除不用的', en: 'An account has at most {n} passkeys; remove one first' },
  'app-first': {
    'zh-CN': '请先绑定身份验证器：通行密钥丢失时，须凭验证码或恢复码登录',
    en: 'Set up an authenticator app first: it and its recovery codes let you in should the passkey be lost',
  },
  'offer-ended': { 'zh-CN': '二维码已过期，请重新获取', en: 'The QR code has run out; ask for a new one' },
  'sign-in-with-second-factor': {
    'zh-CN': '密码已设置，请用新密码登录并完成身份验证',
    en: 'The password is set; sign in with it and with your authenticator app',
  },
  'session-ended': { 'zh-CN': '登录已失效，请重新登录', en: 'The session has ended; sign in again' },
  'link-used': { 'zh-CN': '链接已使用或已过期', en: 'The link has been used or has expired' },
  'served-already': { 'zh-CN': '该范围已由“{name}”负责', en: '{name} serves these units already' },
  'served-twice': { 'zh-CN': '服务范围重复', en: 'The same units are named twice' },
  'bureau-level-not-of-region': { 'zh-CN': '机构层级与行政区划不符', en: 'The level is not that of the division' },
  'bureau-parent-below': {
    'zh-CN': '上级机构不能是本机构或其下级',
    en: 'The bureau above cannot be this one or one below it',
  },
  'bureau-has-units': {
    'zh-CN': '该机构仍有单位、人员或下级机构，须指定接替机构',
    en: 'The bureau still has units, staff or bureaus below it: name a successor',
  },
  'successor-unknown': {
    'zh-CN': '接替机构不存在、已关闭，或为本机构的下级',
    en: 'The successor does not exist, is closed, or lies below this one',
  },
  'roles-together': { 'zh-CN': '这些角色不能由同一人担任', en: 'These roles may not be held by one person' },
  'bureau-not-for-role': { 'zh-CN': '该角色不属于某一机构编制部门', en: 'This role does not belong to a bureau' },
  'not-oneself': { 'zh-CN': '不能对自己的账号进行此操作', en: 'Nobody may do this to his own account' },
  'calendar-year-range': { 'zh-CN': '年度应在2000至2100之间', en: 'The year lies between 2000 and 2100' },
  'bureau-parent-unknown': { 'zh-CN': '上级机构编制部门不存在', en: 'The bureau above does not exist' },
  'bureau-required': { 'zh-CN': '编办人员须指定所属机构', en: 'A reviewer or archivist belongs to a bureau' },
  'bureau-unknown': { 'zh-CN': '机构编制部门不存在或已关闭', en: 'The bureau does not exist or is closed' },
  'unit-unknown': { 'zh-CN': '该单位不存在', en: 'There is no such unit' },
  'bureau-closed': { 'zh-CN': '该机构编制部门已关闭', en: 'The bureau is closed' },
  'calendar-day-of-other-year': { 'zh-CN': '日期不在该年度内', en: 'The day is not in that year' },
  'calendar-work-on-weekday': {
    'zh-CN': '调休上班日应为周六或周日',
    en: 'A worked weekend day is a Saturday or a Sunday',
  },
  'calendar-day-twice': {
    'zh-CN': '同一天只能列一次，且不能既放假又上班',
    en: 'A day is named once, and is either off or worked',
  },
  'unit-not-active': { 'zh-CN': '该单位已撤销或合并', en: 'The unit has been abolished or merged' },
  'merge-into-itself': { 'zh-CN': '不能并入自身', en: 'A unit cannot be merged into itself' },
});
