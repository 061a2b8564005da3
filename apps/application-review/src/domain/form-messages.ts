import { catalogue } from '@biaozhi/problem';

/** Sentences of what can be wrong with a field of the form. */
catalogue({
  'field-required': { 'zh-CN': '必须填写', en: 'must be filled in' },
  'field-length': { 'zh-CN': '应为{min}至{max}个字', en: 'must have {min} to {max} characters' },
  'place-required': { 'zh-CN': '请选择挂标位置', en: 'choose where the badge will hang' },
  'site-name-government-word': {
    'zh-CN': '非党政机关的网站名称不得使用“{word}”字样',
    en: 'the name of a site that is no organ’s must not use “{word}”',
  },
  'site-name-national-head': {
    'zh-CN': '非国家级机构的网站名称不得以“{word}”开头',
    en: 'the name of a site that is no national body’s must not begin with “{word}”',
  },
  'domain-required': { 'zh-CN': '请选择本单位已注册的域名', en: 'pick at least one of the unit’s domains' },
  'domain-not-own': { 'zh-CN': '该域名不属于本单位', en: 'the domain is not the unit’s own' },
  'domain-not-alive': {
    'zh-CN': '域名{name}已过期、冻结或注销',
    en: 'the domain {name} has expired, is frozen or cancelled',
  },
  'domain-twice': { 'zh-CN': '同一域名只能选择一次', en: 'each domain is picked once' },
  'domain-suffix-of-organs': {
    'zh-CN': '党政机关网站的中文域名应以“.政务”或“.政务.cn”结尾',
    en: 'the main Chinese domain of an organ’s site ends in .政务 or .政务.cn',
  },
  'english-domain-required': { 'zh-CN': '自建网站须填写英文域名', en: 'a site of one’s own needs its English domain' },
  'server-ip-required': {
    'zh-CN': '自建网站须填写服务器IP地址',
    en: 'a site of one’s own needs the IP addresses of its servers',
  },
  'server-ip-twice': { 'zh-CN': 'IP地址重复', en: 'the address is given twice' },
  'icp-required-in-re-review': { 'zh-CN': '资格复核须填写ICP备案号', en: 'a re-review needs the ICP number' },
  'home-page-required': {
    'zh-CN': '自建网站须填写首页网址',
    en: 'a site of one’s own needs the address of its home page',
  },
  'home-page-form': {
    'zh-CN': '首页网址应以 http:// 或 https:// 开头',
    en: 'the home page is an http or https address',
  },
  'home-page-host': {
    'zh-CN': '首页网址的域名不在所填域名之内',
    en: 'the host of the home page is none of the site’s domains',
  },
  'mail-form': { 'zh-CN': '电子邮箱格式不正确', en: 'is no e-mail address' },
  'commitment-required': { 'zh-CN': '请阅读并作出真实性承诺', en: 'confirm that everything is true' },
});
