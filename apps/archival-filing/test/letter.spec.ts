import { printLetter } from '../src/documents/print.js';
import { mm } from '../src/documents/measures.js';
import { sampleData, sampleForm } from '../src/documents/samples.js';
import { decodeQr, readPdf, type Placed, type ReadPdf } from './read-pdf.js';

/** Points within which a place counts as the one that the standard gives: its tolerance is one millimetre. */
const TOLERANCE = mm(1);

const LONG_NAME =
  '中华人民共和国某某部某某管理局驻山东省济南市历下区示例街道办事处综合行政执法与应急管理服务工作领导小组办公室（中共济南市历下区示例街道工作委员会精神文明建设指导办公室）';

const piece = ({ pages }: ReadPdf, text: string): Placed => {
  const found = pages.flatMap(({ pieces }) => pieces).find((one) => one.text.includes(text));
  if (!found) throw new Error(`no piece of text holds ${text}`);
  return found;
};

describe('the letter (申请函)', () => {
  let letter: ReadPdf;
  let bytes: Buffer;
  beforeAll(async () => {
    bytes = await printLetter(sampleData());
    letter = await readPdf(bytes);
  });

  it('is one A4 page of at most 120 KB', () => {
    expect(letter.pages).toHaveLength(1);
    expect(letter.pages[0]!.width).toBeCloseTo(mm(210), 0);
    expect(letter.pages[0]!.height).toBeCloseTo(mm(297), 0);
    expect(bytes.length).toBeLessThan(120 * 1024);
  });

  it('says who asks whom for what, on which basis', () => {
    for (const words of [
      '关于申请对网站开办审核和资格复核的函',
      '中共济南市历下区委机构编制委员会办公室：',
      '中网办发文〔2014〕1号、中央编办发〔2014〕69号',
      '我单位申请对“历下区人民政府”网站进行开办审核',
      '中文域名为历下区人民政府.政务',
      '英文域名为www.lixia.gov.cn',
      '自建网站',
      '申请编号：WZ20261100001',
      '3F8A-1C07-3F8A-1C07',
      '附件：1.党政机关网站开办审核和资格复核申请表',
      '2.经办人身份证复印件',
      '（联系人：李示例，电话：0531-88888888）',
    ]) {
      expect(letter.text).toContain(words);
    }
    expect(letter.text).not.toContain('13900000001');
  });

  it('has the red letterhead 30 mm below the edge and its double rules where GB/T 9704 wants them', () => {
    const head = piece(letter, '济南市历下区人民政府');
    // Upper edge of the characters: the em square stands 0.88 of its size above the baseline.
    expect(head.y - 0.88 * head.size).toBeCloseTo(mm(30), 0);
    expect(head.x + head.width / 2).toBeCloseTo(mm(105), 0);
    const rules = letter.pages[0]!.boxes.filter(({ colour }) => colour === '#d7000f').sort((a, b) => a.y - b.y);
    expect(rules).toHaveLength(4);
    for (const rule of rules) {
      expect(rule.width).toBeCloseTo(mm(170), 0);
      expect(rule.x + rule.width / 2).toBeCloseTo(mm(105), 0);
    }
    const [thickAbove, thinBelow, thinAbove, thickBelow] = rules;
    expect(thickAbove!.height).toBeGreaterThan(thinBelow!.height);
    expect(thinAbove!.height).toBeLessThan(thickBelow!.height);
    // 4 mm under the characters, and 20 mm above the lower edge of the page.
    expect(thickAbove!.y - (head.y + 0.12 * head.size)).toBeCloseTo(mm(4), 0);
    expect(Math.abs(mm(297 - 20) - thinAbove!.y)).toBeLessThan(TOLERANCE);
  });

  it('sets the text in size three inside the type area', () => {
    const body = letter.pages[0]!.pieces.filter(({ size }) => Math.abs(size - 16) < 0.1);
    expect(body.length).toBeGreaterThan(10);
    for (const { x, y, width } of body) {
      expect(x).toBeGreaterThanOrEqual(mm(28) - 0.5);
      expect(x + width).toBeLessThanOrEqual(mm(28 + 156) + 0.5);
      expect(y).toBeLessThanOrEqual(mm(37 + 225));
    }
    expect(piece(letter, '关于申请对网站').size).toBeCloseTo(22, 1);
  });

  it('dates itself on the day of printing, four characters from the right edge, under the signature', () => {
    const day = piece(letter, '2026年11月24日');
    expect(day.x + day.width).toBeCloseTo(mm(28 + 156) - 4 * (mm(156) / 28), 0);
    const signature = letter.pages[0]!.pieces.filter(({ text }) => text === '济南市历下区人民政府').at(-1)!;
    expect(signature.y).toBeLessThan(day.y);
    expect(signature.x + signature.width / 2).toBeCloseTo(day.x + day.width / 2, 0);
  });

  it('writes the day without leading zeros', async () => {
    const { text } = await readPdf(await printLetter({ ...sampleData(), day: '2027-01-05' }));
    expect(text).toContain('2027年1月5日');
    expect(text).toContain('〔2027〕');
  });

  it('bears a QR code that opens the check page', () => {
    expect(decodeQr(letter.pages[0]!)).toBe(sampleData().checkUrl);
  });

  it('asks for the re-review of a site that exists already', async () => {
    const { text } = await readPdf(await printLetter(sampleData({ ...sampleForm(), kind: 're-review' })));
    expect(text).toContain('进行资格复核');
  });

  it('leaves a red page without an English name', async () => {
    const form = sampleForm({ site: { place: 'red-page', englishDomain: undefined } });
    const { text } = await readPdf(await printLetter(sampleData(form)));
    expect(text).toContain('网站标识加挂位置为网络红页');
    expect(text).not.toContain('英文域名');
  });

  it('names three domains and leaves the others to the form', async () => {
    const domains = Array.from({ length: 30 }, (_, i) => ({ uLabel: `示例${i}.政务`, aLabel: `xn--${i}` }));
    const { text, pages } = await readPdf(await printLetter(sampleData(sampleForm({ site: { domains } }))));
    expect(text).toContain('示例0.政务、示例1.政务、示例2.政务等30个（详见申请表）');
    expect(pages).toHaveLength(1);
  });

  describe('of a unit with a very long name', () => {
    let long: ReadPdf;
    beforeAll(async () => {
      const form = sampleForm({ unit: { name: LONG_NAME }, site: { name: '示'.repeat(60), englishDomain: `${'a-very-long-name.'.repeat(6)}gov.cn` } });
      long = await readPdf(await printLetter({ ...sampleData(form), bureauName: `${sampleData().bureauName}（济南市历下区事业单位登记管理局）` }));
    });

    it('goes on with a second page that is numbered and tied to the first', () => {
      expect(long.pages).toHaveLength(2);
      expect(long.pages[0]!.text).not.toContain('—1—');
      expect(long.pages[1]!.text).toContain('—2—');
      expect(long.pages[1]!.text).toContain('校验码：3F8A-1C07-3F8A-1C07');
    });

    it('never lets the seal stand on a page without text', () => {
      const [, second] = long.pages;
      expect(second!.text).toContain('2026年11月24日');
      expect(second!.text).toContain('请予审核');
    });

    it('keeps every line on the paper', () => {
      for (const { pieces } of long.pages) {
        for (const { x, width } of pieces) {
          expect(x).toBeGreaterThanOrEqual(mm(19.5));
          expect(x + width).toBeLessThanOrEqual(mm(190.5));
        }
      }
      expect(long.text).toContain(`${LONG_NAME.slice(0, 10)}`);
    });
  });
});
