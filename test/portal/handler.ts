import type { Locator } from 'playwright-core';
import type { MadeUpUnit } from '../../tools/journey/made-up.mjs';
import type { Person } from './person.js';

const STEPS = ['单位', '联系人', '网站', '域名与服务器'];

/** The part of a unit's handler (经办人) up to the registered domain, played with nothing but the screens. */
export class Handler {
  constructor(
    readonly person: Person,
    readonly unit: MadeUpUnit,
  ) {}

  protected get page() {
    return this.person.page;
  }

  get domain(): string {
    return `${this.unit.label}.${this.unit.suffix}`;
  }

  /** The control of a field, by the name that the service gives it. */
  protected field(name: string): Locator {
    return this.page.locator(`#f-${name}`);
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

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** 新用户注册, from the first page on; an empty form says what is missing. */
  async register(): Promise<void> {
    const { unit, contact, loginName, password } = this.unit.registration;
    await this.person.open('/');
    await this.person.follow('新用户注册');
    await this.person.seesPage('新用户注册');
    await this.check();
    await this.person.click('提交注册');
    await this.person.sees('请先更正以下内容');
    await this.check();
    for (const name of ['uscc', 'name', 'address', 'postcode', 'functions'] as const) await this.field(`unit-${name}`).fill(unit[name]);
    for (const name of ['kind', 'affiliation'] as const) await this.field(`unit-${name}`).selectOption(unit[name]);
    const { region } = unit;
    await this.page.getByLabel('省级').selectOption(`${region.slice(0, 2)}0000`);
    await this.page.getByLabel('市级').selectOption(`${region.slice(0, 4)}00`);
    await this.page.getByLabel('县级').selectOption(region);
    for (const [name, value] of Object.entries(contact)) await this.field(`contact-${name}`).fill(value);
    for (const [name, value] of Object.entries({ loginName, password, repeated: password })) await this.field(name).fill(value);
    await this.person.sees('代码有效，可以注册');
    await this.person.click('提交注册');
    await this.page.waitForURL('**/home');
    await this.person.sees('先注册一个“.政务”或“.公益”域名');
    await this.check();
  }

  /** Applies for the domain, with the live check of its name; answers the application's page. */
  async applyForDomain(): Promise<string> {
    await this.person.follow('域名注册');
    await this.person.sees('还没有域名');
    await this.check();
    await this.person.follow('申请域名');
    await this.person.seesPage('申请域名');
    await this.field('suffix').selectOption(this.unit.suffix);
    await this.field('label').fill('-');
    await this.page.locator('ul.bad').waitFor();
    await this.check();
    await this.field('label').fill(this.unit.label);
    await this.person.sees(`${this.domain} 可以申请`);
    await this.person.click('提交申请');
    await this.person.sees('请先阅读并同意《域名注册协议》');
    await this.field('agreement').check();
    await this.person.click('提交申请');
    await this.person.seesPage(this.domain);
    await this.check();
    return this.path;
  }

  /** Says that the fee has been transferred. */
  async claimsTransfer(domainPage: string): Promise<void> {
    await this.comesToSee(domainPage, '#f-payer');
    await this.person.sees('收款账号');
    await this.check();
    await this.person.click('登记汇款');
    await this.person.sees('请先更正以下内容');
    await this.check();
    await this.field('payer').fill(this.unit.registration.unit.name);
    await this.field('reference').fill(`T${this.unit.registration.loginName}`);
    await this.person.click('登记汇款');
    await this.person.sees('等待确认到账，确认后会通知您。');
    await this.check();
  }

  /** Pays on the page of the payment provider, which opens in a window of its own. */
  async paysOnline(domainPage: string): Promise<void> {
    await this.comesToSee(domainPage, '#f-payer');
    const opened = this.person.context.waitForEvent('page');
    await this.person.click(/^(在线支付|Pay online)$/);
    const provider = await opened;
    await provider.getByRole('button', { name: '确认支付' }).click();
    await provider.getByText('支付成功').waitFor();
    await provider.close();
  }

  /** The certificate of the registered domain; answers its page. */
  async readsCertificate(domainPage: string): Promise<string> {
    await this.comesToSee(domainPage, 'a:has-text("查看域名证书")');
    await this.check();
    await this.person.follow('查看域名证书');
    await this.person.seesPage('域名注册证书');
    await this.person.sees(this.unit.registration.unit.name);
    await this.check();
    return this.path;
  }

  /** Renews the domain (续费) for two years and pays online; the certificate shows the later day. */
  async renews(certificate: string): Promise<void> {
    const day = this.page.locator('.certificate dd').nth(3);
    await this.comesToSee(certificate, '#renewal-years');
    await this.check();
    const year = Number(/\d{4}/.exec(await day.innerText())![0]);
    await this.page.locator('#renewal-years').selectOption('2');
    await this.person.click('生成续费缴费单');
    await this.paysOnline(certificate);
    await this.comesToSee(certificate, `.certificate dd:has-text("${year + 2}年")`);
    await this.page.locator('#renewal-years').waitFor();
  }

  /** Reads the inbox; opening a notice marks it as read. */
  async readsNotices(title: string | RegExp): Promise<void> {
    await this.person.follow('消息通知');
    const notice = this.page.locator('summary').filter({ hasText: title }).first();
    await notice.click();
    await this.page.locator('details[open] .text').first().waitFor();
    await this.page.locator('summary').filter({ hasText: title }).first().filter({ hasNotText: '【未读】' }).waitFor();
    await this.check();
  }

  /** Page by page through 网站开办审核申请 to the check of the answers, and submits. */
  async walkTheForm(fill: (step: string) => Promise<void> = async () => undefined): Promise<string> {
    for (const step of STEPS) {
      await this.person.seesPage(step);
      await fill(step);
      await this.person.click('保存并继续');
    }
    await this.person.seesPage('检查');
    await this.check();
    await this.field('commitment').check();
    await this.person.click(/^(提交申请|重新提交)$/);
    await this.page.waitForURL(/\/sites\/[0-9a-f-]{36}$/);
    await this.person.seesPage(this.unit.siteName);
    await this.page.locator('.facts').getByText(this.domain, { exact: true }).waitFor();
    await this.check();
    return this.path;
  }
}
