import type { MadeUpUnit } from '../../tools/journey/made-up.mjs';
import { Mouse, type Hands } from './hands.js';
import type { Person } from './person.js';

const STEPS = ['单位', '联系人', '网站', '域名与服务器'];

/** The part of a unit's handler (经办人) up to the registered domain, played with nothing but the screens and hands: a mouse or a keyboard. */
export class Handler {
  constructor(
    readonly person: Person,
    readonly unit: MadeUpUnit,
    protected readonly hands: Hands = new Mouse(person.page),
  ) {}

  protected get page() {
    return this.person.page;
  }

  get domain(): string {
    return `${this.unit.label}.${this.unit.suffix}`;
  }

  /** Looks at the page as it stands now. */
  check(): Promise<void> {
    return this.person.checkPage();
  }

  /** Stays on a page until it shows a thing that arrives by way of the bus; in the end it is loaded anew. */
  async comesToSee(path: string, what: string): Promise<void> {
    const thing = this.page.locator(what).first();
    await this.person.goes(path);
    for (let attempt = 1; attempt < 120; attempt++) {
      if (await thing.waitFor({ timeout: 800 }).then(() => true, () => false)) return;
      if (attempt % 4 === 0) await this.person.open(path);
      else await this.person.looksAgain();
    }
    throw new Error(`${path} does not come to show ${what}`);
  }

  /** Another page has come, and whoever has a keyboard stands at its heading. */
  protected async arrives(heading: string | RegExp): Promise<void> {
    await this.person.seesPage(heading);
    await this.hands.standOn('main h1');
  }

  /** Submits what is not filled in yet: the summary of what is wrong is led to, and leads to a field. */
  protected async isRefused(submit: string, finding: RegExp, field: string): Promise<void> {
    await this.hands.press(submit);
    await this.person.sees('请先更正以下内容');
    await this.hands.standOn('[role=alert]');
    await this.check();
    await this.hands.press(finding);
    await this.page.locator(`#${field}:focus`).waitFor();
  }

  /** Comes to a page by the menu and a link of the list there. */
  protected async finds(entry: string, link: string, path: string): Promise<void> {
    await this.hands.press(entry);
    await this.arrives(entry);
    await this.hands.press(link);
    await this.page.waitForURL(`**${path}`);
    await this.hands.standOn('main h1');
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** 新用户注册, from the first page on; an empty form says what is missing. */
  async register(): Promise<void> {
    const { unit, contact, loginName, password } = this.unit.registration;
    await this.person.open('/');
    await this.hands.passHead();
    await this.hands.press('新用户注册');
    await this.arrives('新用户注册');
    await this.check();
    await this.isRefused('提交注册', /^请填写统一社会信用代码/, 'f-unit-uscc');
    await this.hands.write('f-unit-uscc', unit.uscc);
    await this.hands.write('f-unit-name', unit.name);
    for (const name of ['kind', 'affiliation'] as const) await this.hands.choose(`f-unit-${name}`, unit[name]);
    await this.choosesRegion(unit.region);
    for (const name of ['address', 'postcode', 'functions'] as const) await this.hands.write(`f-unit-${name}`, unit[name]);
    for (const [name, value] of Object.entries(contact)) await this.hands.write(`f-contact-${name}`, value);
    for (const [name, value] of Object.entries({ loginName, password, repeated: password })) await this.hands.write(`f-${name}`, value);
    await this.person.sees('代码有效，可以注册');
    await this.hands.press('提交注册');
    await this.page.waitForURL('**/home');
    await this.person.sees('先注册一个“.政务”或“.公益”域名');
    await this.hands.standOn('main h1');
    await this.check();
  }

  /** Goes down the divisions (行政区划); what lies under one is offered once it is chosen. */
  private async choosesRegion(region: string): Promise<void> {
    const levels = { 省级: `${region.slice(0, 2)}0000`, 市级: `${region.slice(0, 4)}00`, 县级: region };
    for (const [level, code] of Object.entries(levels)) {
      const name = new RegExp(`：${level}$`);
      await this.page.getByLabel(name).locator(`option[value="${code}"]`).waitFor({ state: 'attached' });
      await this.hands.choose(name, code);
      if (code === region) return;
    }
  }

  /** Applies for the domain, with the live check of its name; answers the application's page. */
  async applyForDomain(): Promise<string> {
    await this.hands.press('域名注册');
    await this.person.sees('还没有域名');
    await this.check();
    await this.hands.press('申请域名');
    await this.arrives('申请域名');
    await this.hands.choose('f-suffix', this.unit.suffix);
    await this.hands.write('f-label', '-');
    await this.page.locator('ul.bad').waitFor();
    await this.check();
    await this.hands.write('f-label', this.unit.label);
    await this.person.sees(`${this.domain} 可以申请`);
    await this.hands.press('提交申请');
    await this.person.sees('请先阅读并同意《域名注册协议》');
    await this.hands.tick('f-agreement');
    await this.hands.press('提交申请');
    await this.arrives(this.domain);
    await this.check();
    return this.path;
  }

  /** Says that the fee has been transferred. */
  async claimsTransfer(domainPage: string): Promise<void> {
    await this.finds('域名注册', this.domain, domainPage);
    await this.comesToSee(domainPage, '#f-payer');
    await this.person.sees('收款账号');
    await this.check();
    await this.isRefused('登记汇款', /^请填写付款/, 'f-payer');
    await this.hands.write('f-payer', this.unit.registration.unit.name);
    await this.hands.write('f-reference', `T${this.unit.registration.loginName}`);
    await this.hands.press('登记汇款');
    await this.person.sees('等待确认到账，确认后会通知您。');
    // The form is gone; what follows from it is read out.
    await this.hands.standOn('section.card');
    await this.check();
  }

  /** Pays on the page of the payment provider, which opens in a window of its own. */
  async paysOnline(domainPage: string): Promise<void> {
    await this.comesToSee(domainPage, '#f-payer');
    const opened = this.person.context.waitForEvent('page');
    await this.hands.press('在线支付');
    const provider = await opened;
    await this.hands.at(provider).press('确认支付');
    await provider.getByText('支付成功').waitFor();
    await provider.close();
  }

  /** The certificate of the registered domain; answers its page. */
  async readsCertificate(domainPage: string): Promise<string> {
    await this.comesToSee(domainPage, 'a:has-text("查看域名证书")');
    await this.check();
    await this.hands.press('查看域名证书');
    await this.arrives('域名注册证书');
    await this.person.sees(this.unit.registration.unit.name);
    await this.check();
    return this.path;
  }

  /** Renews the domain (续费) for two years and pays online; the certificate shows the later day. */
  async renews(certificate: string): Promise<void> {
    await this.finds('域名注册', this.domain, certificate);
    const day = this.page.locator('.certificate dd').nth(3);
    await this.comesToSee(certificate, '#renewal-years');
    await this.check();
    const year = Number(/\d{4}/.exec(await day.innerText())![0]);
    await this.hands.choose('renewal-years', '2');
    await this.hands.press('生成续费缴费单');
    await this.page.locator('#f-payer').waitFor();
    // The form has made room for what is to be paid.
    await this.hands.standOn('section.card');
    await this.check();
    await this.paysOnline(certificate);
    await this.comesToSee(certificate, `.certificate dd:has-text("${year + 2}年")`);
    await this.page.locator('#renewal-years').waitFor();
  }

  /** Reads the inbox; opening a notice marks it as read. */
  async readsNotices(title: RegExp): Promise<void> {
    await this.hands.press('消息通知');
    const notice = this.page.locator('summary').filter({ hasText: title }).first();
    await notice.waitFor();
    await this.hands.press(title);
    await this.page.locator('details[open] .text').first().waitFor();
    await notice.filter({ hasNotText: '【未读】' }).waitFor();
    await this.check();
  }

  /** Page by page through 网站开办审核申请, from a step on, to the check of the answers, and submits. */
  async walkTheForm(fill: (step: string) => Promise<void> = async () => undefined, first = STEPS[0]!): Promise<string> {
    for (const step of STEPS.slice(STEPS.indexOf(first))) {
      await this.arrives(step);
      await fill(step);
      await this.hands.press('保存并继续');
    }
    await this.arrives('检查');
    await this.check();
    await this.hands.tick('f-commitment');
    await this.hands.press(/^(提交申请|重新提交)$/);
    await this.page.waitForURL(/\/sites\/[0-9a-f-]{36}$/);
    await this.arrives(this.unit.siteName);
    await this.page.locator('.facts').getByText(this.domain, { exact: true }).waitFor();
    await this.check();
    return this.path;
  }
}
