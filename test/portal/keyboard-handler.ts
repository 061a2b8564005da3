import { introductionOf, SiteHandler } from './site-handler.js';
import { Keyboard } from './keyboard.js';

/** A handler without a mouse, up to the application that has passed. After every step the keyboard stands at the new page's heading, or on what has to be read first. */
export class KeyboardHandler extends SiteHandler {
  protected readonly keys = new Keyboard(this.person.page);

  /** Another page has come, and the keyboard stands at its heading. */
  protected async arrives(heading: string | RegExp): Promise<void> {
    await this.person.seesPage(heading);
    await this.keys.standsOn('main h1');
  }

  override async register(): Promise<void> {
    const { unit, contact, loginName, password } = this.unit.registration;
    await this.person.open('/');
    await this.keys.press('跳到主要内容');
    await this.keys.press('新用户注册');
    await this.arrives('新用户注册');
    await this.keys.press('提交注册');
    // The summary of what is wrong takes the focus and leads to the fields.
    await this.person.sees('请先更正以下内容');
    await this.keys.standsOn('[role=alert]');
    await this.keys.press(/^请填写统一社会信用代码/);
    expect((await this.keys.focused()).id).toBe('f-unit-uscc');
    await this.keys.write('f-unit-uscc', unit.uscc);
    await this.keys.write('f-unit-name', unit.name);
    await this.keys.choose('f-unit-kind', '事业单位');
    await this.keys.choose('f-unit-affiliation', '市（地）级');
    await this.keys.choose(/：省级$/, '江苏省');
    await this.page.getByLabel('：市级').waitFor();
    await this.keys.choose(/：市级$/, '无锡市');
    for (const name of ['address', 'postcode', 'functions'] as const) await this.keys.write(`f-unit-${name}`, unit[name]);
    for (const [name, value] of Object.entries(contact)) await this.keys.write(`f-contact-${name}`, value);
    for (const [name, value] of Object.entries({ loginName, password, repeated: password })) await this.keys.write(`f-${name}`, value);
    await this.keys.press('提交注册');
    await this.page.waitForURL('**/home');
    await this.person.sees('先注册一个“.政务”或“.公益”域名');
    await this.keys.standsOn('main h1');
    await this.check();
  }

  override async applyForDomain(): Promise<string> {
    await this.keys.press('域名注册');
    await this.person.sees('还没有域名');
    await this.keys.press('申请域名');
    await this.arrives('申请域名');
    await this.keys.choose('f-suffix', `.${this.unit.suffix}`);
    await this.keys.write('f-label', this.unit.label);
    await this.person.sees(`${this.domain} 可以申请`);
    await this.keys.tick('f-agreement');
    await this.keys.press('提交申请');
    await this.arrives(this.domain);
    await this.check();
    return this.path;
  }

  override async paysOnline(domainPage: string): Promise<void> {
    await this.comesToSee(domainPage, '#f-payer');
    const opened = this.person.context.waitForEvent('page');
    await this.keys.press('在线支付');
    const provider = await opened;
    await new Keyboard(provider).press('确认支付');
    await provider.getByText('支付成功').waitFor();
    await provider.close();
  }

  override async readsCertificate(domainPage: string): Promise<string> {
    await this.comesToSee(domainPage, 'a:has-text("查看域名证书")');
    await this.keys.press('查看域名证书');
    await this.arrives('域名注册证书');
    await this.check();
    return this.path;
  }

  override async applyForSite(): Promise<string> {
    await this.comesToSee('/sites/apply', 'button[type=submit]:enabled');
    await this.keys.press('点击申请');
    return this.walkTheForm(async (step) => {
      if (step === '网站') {
        await this.keys.pick(/^(自建网站|网络红页)/, /^网络红页/);
        await this.keys.write('f-siteName', this.unit.siteName);
        await this.keys.write('f-introduction', '短');
        await this.keys.press('保存并继续');
        await this.keys.standsOn('[role=alert]');
        await this.keys.press(/^网站简介/);
        expect((await this.keys.focused()).id).toBe('f-introduction');
        await this.keys.write('f-introduction', `${this.unit.siteName}，发布公益信息，提供服务。`);
        await this.check();
      }
      if (step === '域名与服务器') {
        await this.showsDomain();
        await this.keys.tick('f-domainIds');
      }
    });
  }

  override async walkTheForm(fill: (step: string) => Promise<void>): Promise<string> {
    for (const step of ['单位', '联系人', '网站', '域名与服务器']) {
      await this.arrives(step);
      await fill(step);
      await this.keys.press('保存并继续');
    }
    await this.arrives('检查');
    await this.check();
    await this.keys.tick('f-commitment');
    await this.keys.press(/^(提交申请|重新提交)$/);
    await this.page.waitForURL(/\/sites\/[0-9a-f-]{36}$/);
    await this.arrives(this.unit.siteName);
    return this.path;
  }

  override async corrects(sitePage: string, refused: string, words: string): Promise<void> {
    await this.comesToSee(sitePage, 'a:has-text("修改并重新提交")');
    await this.person.sees(words);
    await this.check();
    await this.keys.press('修改并重新提交');
    await this.walkTheForm(async (step) => {
      if (step !== refused) return;
      await this.page.locator('.note.danger').filter({ hasText: words }).waitFor();
      await this.check();
      await this.keys.write('f-introduction', introductionOf(this.unit.siteName));
    });
  }
}
