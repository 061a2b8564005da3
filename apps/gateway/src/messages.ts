import { catalogue } from '@biaozhi/problem';

catalogue({
  'bad-gateway': {
    'zh-CN': '后台服务应答异常，请稍后再试',
    en: 'The service behind this address broke off; try again later',
  },
  'gateway-timeout': {
    'zh-CN': '后台服务应答超时，请稍后再试',
    en: 'The service behind this address took too long; try again later',
  },
  'cross-origin': {
    'zh-CN': '请求来源不明，已拒绝',
    en: 'This request does not come from a page of ours and was refused',
  },
  'length-required': { 'zh-CN': '请求缺少长度信息', en: 'The length of the body must be stated' },
});
