import { shortHash, type PrintedData } from './printed-data.js';
import { BASIS, FORM_TITLE, PLACE, REVIEW, chineseDay } from './words.js';

/** The letter's words, part by part; how they lie on the paper is decided in letter.ts. */
export interface LetterText {
  letterhead: string;
  /** 发文字号, left open for the unit's own registry. */
  documentNumber: string;
  addressee: string;
  paragraphs: string[];
  attachments: string[];
  signature: string;
  day: string;
  note: string;
  /** Small lines beside the QR code. */
  reference: string[];
}

/** More names than this are left to the form. */
const NAMED = 3;

/** Writes the letter 《关于申请对网站开办审核和资格复核的函》 from the data as passed. */
export function letterText({ form, dataHash, bureauName, day }: PrintedData): LetterText {
  const { unit, site, contact, kind, number } = form;
  const names = site.domains.map(({ uLabel }) => uLabel);
  const listed = names.slice(0, NAMED).join('、') + (names.length > NAMED ? `等${names.length}个（详见申请表）` : '');
  const english = site.englishDomain ? `，英文域名为${site.englishDomain}` : '';
  return {
    letterhead: unit.name,
    documentNumber: `〔${day.slice(0, 4)}〕　　号`,
    addressee: `${bureauName}：`,
    paragraphs: [
      `按照${BASIS}文件要求，我单位申请对“${site.name}”网站进行${REVIEW[kind]}。网站中文域名为${listed}${english}，` +
        `网站标识加挂位置为${PLACE[site.place]}。有关信息已通过网上审核（申请编号：${number}）。`,
      '我单位对所报材料的真实性负责。现随函报送纸质材料，请予审核。',
    ],
    attachments: [FORM_TITLE, '经办人身份证复印件'],
    signature: unit.name,
    day: chineseDay(day),
    note: `（联系人：${contact.handlerName}，电话：${contact.phone}）`,
    reference: [`申请编号：${number}`, `校 验 码：${shortHash(dataHash)}`, '扫码可核对本件与网上审核通过的内容是否一致'],
  };
}
