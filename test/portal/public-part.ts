import type { Theatre } from './theatre.js';

/** What everybody may open, without a log-in. */
export function publicPart(theatre: Theatre): void {
  describe('the public', () => {
    it('reads on the first page what this is, and finds both doors', () =>
      theatre.alone(async (visitor) => {
        await visitor.open('/');
        await visitor.seesPage('党政机关网站开办审核、资格复核和网站标识');
        await visitor.sees('中网办发文〔2014〕1号');
        await visitor.sees('中央编办发〔2014〕69号');
        await visitor.page.getByRole('img', { name: '办理流程图' }).waitFor();
        await visitor.checkAccessibility();
        await visitor.follow('办理网站审核');
        await visitor.seesPage('登录');
        await visitor.checkAccessibility();
      }));

    it('reads it in English and in large print, at 360 px, with nothing beside the screen', () =>
      theatre.alone(
        async (visitor) => {
          await visitor.open('/');
          await visitor.click('English');
          await visitor.seesPage(/^Opening review/);
          await visitor.checkPage();
          await visitor.opensMenu();
          await visitor.click('Large print');
          await visitor.checkPage();
          await visitor.page.keyboard.press('Escape');
          await visitor.page.locator('header button[aria-expanded=false]:focus').waitFor();
          await visitor.checkPage();
        },
        { width: 360 },
      ));

    it('is told where to go on from an address that leads nowhere', () =>
      theatre.alone(async (visitor) => {
        await visitor.open('/no/such/page');
        await visitor.sees(/没有找到|页面不存在/);
        await visitor.checkAccessibility();
        await visitor.follow('首页');
        await visitor.seesPage('党政机关网站开办审核、资格复核和网站标识');
      }));

    it('is told what is wrong with a question, and that nothing is known of a forged badge or a free name', () =>
      theatre.alone(async (visitor) => {
        await visitor.open('/lookup');
        await visitor.click('查询');
        await visitor.sees('请输入至少两个字的名称、域名或标识。');
        await visitor.checkAccessibility();
        await visitor.type('单位、域名或标识', 'f'.repeat(32));
        await visitor.click('查询');
        await visitor.sees(/来历不明的标识可能是假冒的/);
        await visitor.type('单位、域名或标识', '没有这个单位.政务');
        await visitor.click('查询');
        await visitor.sees('没有查到“没有这个单位.政务”的域名注册信息或网站标识');
        await visitor.checkAccessibility();
      }));

    it('reads the accessibility statement', () =>
      theatre.alone(async (visitor) => {
        await visitor.open('/accessibility');
        await visitor.seesPage('无障碍声明');
        await visitor.checkAccessibility();
      }));
  });

  it('lets the public find a badge by its unit, verify it and report a fake, which CONAC closes', () =>
    theatre.together(async (newPerson) => {
      const visitor = await newPerson({ width: 360 });
      await visitor.open('/lookup');
      await visitor.type('单位、域名或标识', `${theatre.organ.label}.${theatre.organ.suffix}`);
      await visitor.click('查询');
      await visitor.sees('域名注册信息');
      await visitor.type('单位、域名或标识', theatre.organ.registration.unit.name);
      await visitor.click('查询');
      await visitor.page.getByRole('heading', { name: '域名注册信息' }).waitFor({ state: 'detached' });
      await visitor.checkPage();
      await visitor.follow(theatre.organ.siteName);
      await visitor.sees('真实有效');
      await visitor.checkPage();
      await visitor.follow('举报假冒网站');
      await visitor.seesPage('举报假冒网站');
      await visitor.click('提交举报');
      await visitor.sees('请先更正以下内容');
      await visitor.checkPage();
      await visitor.type('可疑网站的网址', 'http://fake.example.cn/');
      await visitor.type('可疑之处', '页面冒充该单位，要求填写银行卡号。');
      await visitor.type(/^联系方式/, '13900000000');
      await visitor.click('提交举报');
      await visitor.sees(/已收到举报，编号 JB\d{4}-\d{6}/);
      await visitor.checkPage();

      const conac = await theatre.desk(newPerson, 'conac-reviewer');
      await conac.follow('举报核查');
      await conac.sees('http://fake.example.cn/');
      await conac.checkPage();
      await conac.click('办结');
      const dialog = conac.page.locator('dialog[open]');
      await dialog.getByRole('textbox').fill('经核查为假冒网站，已通知属地处置。');
      await dialog.getByRole('button', { name: '办结' }).click();
      await conac.sees(/举报 JB\S+ 已办结/);
      await conac.checkPage();
    }));
}
