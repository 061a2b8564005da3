import { catalogue } from '@biaozhi/problem';

/** What the bus says to administrators. */
export const messages = catalogue({
  'envelope-unreadable': { 'zh-CN': '消息不是可识别的事件', en: 'The message is not an event that can be read' },
  'sequence-gap': { 'zh-CN': '此前的事件未送达：{missing}', en: 'Earlier events have not arrived: {missing}' },
});
