import { printForm } from '../src/documents/print.js';
import { mm } from '../src/documents/measures.js';
import { sampleData, sampleForm } from '../src/documents/samples.js';
import { decodeQr, readPdf, type ReadPdf } from './read-pdf.js';

const everyPieceIsOnThePaper = ({ pages }: ReadPdf): void => {
  for (const { pieces, height } of pages) {
    for (const { x, y, width } of pieces) {
      expect(x).toBeGreaterThanOrEqual(mm(20) - 0.5);
      expect(x + width).toBeLessThanOrEqual(mm(190) + 0.5);
      expect(y).toBeLessThan(height - mm(5));
    }
  }
};

describe('the form (申请表)', () => {
  let form: ReadPdf;
  let bytes: Buffer;
  beforeAll(async () => {
    bytes = await printForm(sampleData());
    form = await readPdf(bytes);
  });

  it('is one A4 page of at most 120 KB', () => {
    expect(form.pages).toHaveLength(1);
    expect(form.pages[0]!.width).toBeCloseTo(mm(210), 0);
    expect(bytes.length).toBeLessThan(120 * 1024);
    everyPieceIsOnThePaper(form);
  });

  it.each([
    ['title', '党政机关网站开办审核和资格复核申请表'],
    ['legal basis', '中网办发文〔2014〕1号、中央编办发〔2014〕69号'],
    ['application number', '申请编号：WZ20261100001'],
    ['check code', '校验码：3F8A-1C07-3F8A-1C07'],
    ['day of printing', '打印日期：2026年11月24日'],
    ['copies', '一式三份'],
    ['unit', '单位名称济南市历下区人民政府'],
    ['kind of unit', '单位类别党政机关'],
    ['USCC', '11370102004123454P'],
    ['division', '山东省济南市历下区（370102）'],
    ['affiliation', '县（市、区、旗）'],
    ['postcode', '邮政编码250000'],
    ['address', '山东省济南市历下区示例路1号'],
    ['responsible person', '单位负责人张示例'],
    ['handler', '经办人李示例'],
    ['phone', '办公电话0531-88888888'],
    ['mobile', '手机号码13900000001'],
    ['mail', 'handler@lixia.example'],
    ['functions', '负责本行政区域内的经济'],
    ['kind of application', '新开办网站申请'],
    ['site name', '网站名称历下区人民政府'],
    ['Chinese domain by both names', '历下区人民政府.政务（xn--ghq9po5iwim30cimjg4l.xn--zfr164b）'],
    ['English domain', 'www.lixia.gov.cn'],
    ['home page', 'https://www.lixia.gov.cn/'],
    ['server', '203.0.113.10'],
    ['place of the badge', '标识加挂位置自建网站'],
    ['day of passing, in China', '2026年11月20日'],
    ['introduction', '网站简介历下区人民政府门户网站'],
    ['box of the unit', '申请单位声明'],
    ['seal of the unit', '（单位公章）'],
    ['box of the bureau', '机构编制部门意见'],
    ['name of the bureau', '中共济南市历下区委机构编制委员会办公室'],
    ['box of the cyberspace office', '网信部门意见（可选）'],
    ['remarks', '备注：'],
    ['page number', '第1页共1页'],
  ])('shows the %s', (_, words) => {
    expect(form.text).toContain(words.replaceAll(' ', ''));
  });

  it('leaves room for a seal of 42 mm over each date', () => {
    const { pieces } = form.pages[0]!;
    const days = pieces.filter(({ text }) => text.startsWith('年'));
    expect(days).toHaveLength(3);
    const sign = pieces.filter(({ text }) => text.includes('签字'));
    for (const [i, day] of days.entries()) expect(day.y - sign[i]!.y).toBeGreaterThan(mm(21));
    // All three stand on one line.
    expect(new Set(days.map(({ y }) => y.toFixed(1))).size).toBe(1);
  });

  it('bears a QR code that opens the check page', () => {
    expect(decodeQr(form.pages[0]!)).toBe(sampleData().checkUrl);
  });

  it('keeps the text of its head off the QR code, with a number as long as they are', async () => {
    const { pages } = await readPdf(await printForm(sampleData({ ...sampleForm(), number: '2026-370102-000001' })));
    const { boxes, pieces } = pages[0]!;
    const dots = boxes.filter(({ y, height }) => y + height < mm(41));
    const left = Math.min(...dots.map(({ x }) => x));
    const foot = Math.max(...dots.map(({ y, height }) => y + height));
    const beside = pieces.filter(({ y, size }) => y - size < foot);
    expect(beside.length).toBeGreaterThan(3);
    for (const { x, width } of beside) expect(x + width).toBeLessThan(left - 5);
  });

  it('shows a dash for what an opening does not have yet', () => {
    expect(form.text).toContain('ICP备案号—');
    expect(form.text).toContain('政府网站标识码—');
  });

  it('lists every one of many domains over two pages', async () => {
    const domains = Array.from({ length: 40 }, (_, i) => ({ uLabel: `示例域名${i}.政务`, aLabel: `xn--fsqr32a1tw${i}.xn--zfr164b` }));
    const many = await readPdf(await printForm(sampleData(sampleForm({ site: { domains } }))));
    expect(many.pages).toHaveLength(2);
    for (const { uLabel, aLabel } of domains) expect(many.text).toContain(`${uLabel}（${aLabel}）`);
    expect(many.text).toContain('中文域名（续）');
    expect(many.text).toContain('第2页共2页');
    everyPieceIsOnThePaper(many);
  });

  it('wraps whatever is long, and keeps the opinion boxes together', async () => {
    const host = 'a-very-long-department-name-that-never-ends.and-its-subdivision.lixia.jinan.gov.cn';
    const long = await readPdf(
      await printForm(
        sampleData(
          sampleForm({
            unit: { name: '示例'.repeat(50), address: '示例路'.repeat(40), functions: '负责各项示例工作，'.repeat(110) },
            site: {
              name: '示'.repeat(60),
              englishDomain: host,
              homePage: `https://${host}/${'x'.repeat(150)}`,
              serverIps: ['2001:db8:1234:5678:9abc:def0:1234:5678', '203.0.113.10', '203.0.113.11'],
              introduction: '发布政务信息，提供办事服务。'.repeat(36),
            },
          }),
        ),
      ),
    );
    expect(long.text).toContain(`${host}`);
    expect(long.text).toContain('机构职能（续）');
    everyPieceIsOnThePaper(long);
    const withBoxes = long.pages.filter(({ text }) => /申请单位声明|备注：/.test(text));
    expect(withBoxes).toHaveLength(1);
  });

  it('prints 〓 for a character that the fount does not hold, and says which', async () => {
    const rare = await readPdf(await printForm(sampleData(sampleForm({ unit: { name: '济南市𠮷祥街道办事处' } }))));
    expect(rare.text).toContain('济南市〓祥街道办事处');
    expect(rare.text).toContain('U+20BB7');
  });

  it('holds no name of a person outside its page', () => {
    expect(form.info.Title).toBe('党政机关网站开办审核和资格复核申请表 WZ20261100001');
    expect(JSON.stringify(form.info)).not.toMatch(/示例/);
  });
});
