import { catalogue } from '@biaozhi/problem';

/** Sentences of this service's findings. */
export const messages = catalogue({
  'block-unknown': { 'zh-CN': '没有这种内容块', en: 'There is no such kind of block' },
  'block-field-unknown': { 'zh-CN': '内容块不含此项', en: 'The block has no such field' },
  'block-text-missing': { 'zh-CN': '请填写文字', en: 'Text is needed' },
  'block-text-long': { 'zh-CN': '文字过长，最多 {max} 字', en: 'The text is too long; {max} characters at most' },
  'block-text-signs': { 'zh-CN': '文字中含有不可见或控制字符', en: 'The text holds invisible or control characters' },
  'block-link': { 'zh-CN': '链接须为 http 或 https 网址', en: 'A link must be an http or https address' },
  'block-level': { 'zh-CN': '标题级别只能为 2 或 3', en: 'A heading has level 2 or 3' },
  'block-day': { 'zh-CN': '日期格式应为 YYYY-MM-DD', en: 'A day is written YYYY-MM-DD' },
  'block-count': { 'zh-CN': '项目数应为 {min} 至 {max}', en: 'Between {min} and {max} items are possible' },
  'block-cells': { 'zh-CN': '每行的单元格数应与表头一致', en: 'Every row has as many cells as the header' },
  'contact-empty': { 'zh-CN': '联系方式至少填写一项', en: 'A contact needs at least one line' },
  'page-too-large': { 'zh-CN': '页面内容过多', en: 'The page holds too much' },
  'title-missing': { 'zh-CN': '请填写页面标题（2 至 60 字）', en: 'A title of 2 to 60 characters is needed' },
  'paragraph-missing': { 'zh-CN': '请至少填写一段正文', en: 'At least one paragraph is needed' },
  'contact-missing': { 'zh-CN': '请填写联系方式', en: 'A contact block is needed' },
  'heading-skips': { 'zh-CN': '三级标题之前应有二级标题', en: 'A heading of level 3 needs one of level 2 before it' },
  'footer-badge-missing': { 'zh-CN': '请在页脚加挂网站标识', en: 'The footer must show the badge' },
  'page-held-badge': { 'zh-CN': '网站标识已暂停，页面不能发布', en: 'The badge is suspended; the page cannot be published' },
  'page-held-domain': { 'zh-CN': '域名已失效，页面不能发布', en: 'The domain is not live; the page cannot be published' },
});
