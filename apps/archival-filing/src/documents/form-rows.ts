import type { PrintedData } from './printed-data.js';
import { affiliation, dayInChina, chineseDay, KIND, PLACE, UNIT_KIND } from './words.js';

/** A labelled value; two of them share a row of the table, or one takes the whole of it. */
export interface Field {
  label: string;
  value: string;
}
/** A row of one or two fields, or the heading of a block. */
export type FormRow = { heading: string } | { fields: [Field] | [Field, Field] };

const one = (label: string, value: string): FormRow => ({ fields: [{ label, value }] });
const two = (label: string, value: string, label2: string, value2: string): FormRow => ({
  fields: [
    { label, value },
    { label: label2, value: value2 },
  ],
});

const NONE = '—';
/** Fewer names than this to a row, so that no row can outgrow its page. */
const NAMES_PER_ROW = 10;

/** What the form 《党政机关网站开办审核和资格复核申请表》 says, row by row. */
export function formRows({ form, regionName }: PrintedData, missing: readonly string[]): FormRow[] {
  const { unit, contact, site, kind } = form;
  return [
    { heading: '一、申请单位信息' },
    one('单位名称', unit.name),
    two('单位类别', UNIT_KIND[unit.kind], '统一社会信用代码', unit.uscc),
    one('所在行政区划', `${regionName}（${unit.region}）`),
    two('隶属关系', affiliation(unit.affiliation), '邮政编码', unit.postcode),
    one('通信地址', unit.address),
    two('单位负责人', contact.responsiblePerson, '经 办 人', contact.handlerName),
    two('办公电话', contact.phone, '手机号码', contact.mobile),
    one('电子邮箱', contact.mail),
    one('机构职能', unit.functions),
    { heading: '二、网站信息' },
    two('申请类型', KIND[kind], '标识加挂位置', PLACE[site.place]),
    one('网站名称', site.name),
    ...domainRows(site.domains),
    two('英文域名', site.englishDomain ?? NONE, '首页网址', site.homePage ?? NONE),
    two('服务器IP', site.serverIps.join('、') || NONE, 'ICP备案号', site.icpNumber ?? NONE),
    two('政府网站标识码', site.siteCode ?? NONE, '网上审核通过日', chineseDay(dayInChina(form.passedAt))),
    one('网站简介', site.introduction),
    ...(missing.length ? [one('缺字说明', missingNote(missing))] : []),
  ];
}

function domainRows(domains: readonly { uLabel: string; aLabel: string }[]): FormRow[] {
  const rows: FormRow[] = [];
  for (let i = 0; i < domains.length; i += NAMES_PER_ROW) {
    const names = domains.slice(i, i + NAMES_PER_ROW).map(({ uLabel, aLabel }) => `${uLabel}（${aLabel}）`);
    rows.push(one(i ? '中文域名（续）' : '中文域名', names.join('\n')));
  }
  return rows;
}

const missingNote = (missing: readonly string[]): string =>
  `字库未收的字以“〓”代替，请在本件上手写补正并加盖公章：${missing.join('、')}`;

/** One of the boxes in which people write, sign and seal. */
export interface Opinion {
  title: string;
  text: string;
  sign: string;
  seal: string;
}

/** Statement of the applicant, opinion of the bureau, opinion of the cyberspace office (optional). */
export const opinions = (bureauName: string): Opinion[] => [
  {
    title: '申请单位声明',
    text: '以上内容真实、准确、完整，与网上审核通过的内容一致；如有不实，愿承担相应责任。',
    sign: '单位负责人签字：',
    seal: '（单位公章）',
  },
  { title: '机构编制部门意见', text: `（${bureauName}）`, sign: '经办人签字：', seal: '（盖章）' },
  { title: '网信部门意见（可选）', text: '', sign: '经办人签字：', seal: '（盖章）' },
];
