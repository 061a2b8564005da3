import type { CDPSession, Page } from 'playwright-core';
import { appShows, type Desk } from './desk.js';
import type { Desks } from './desks.js';
import { Keyboard } from './keyboard.js';

const LOGIN = 'key-auditor';
const PASSWORD = 'Auditing-2026';
const KEY = 'Office computer';

/** A member of staff sets an app up at the desk, adds a passkey, signs in with it, and removes it. */
export function passkeyPart(desks: Desks): void {
  it('an auditor adds a passkey and signs in with it by keyboard; broken off, the code goes on; removed, it is asked for no more', async () => {
    await desks.work('admin', (desk) =>
      desk.person.asks('POST', '/api/identity/staff', { loginName: LOGIN, displayName: 'Key Auditor', roles: ['auditor'], password: PASSWORD }),
    );
    await desks.visit(async (desk) => {
      const device = await Device.pluggedInto(desk.person.page);
      await desk.signIn(LOGIN, PASSWORD);
      await desk.person.seesPage('审计记录');
      const recovery = await setsAppUp(desk);
      await addsPasskey(desk, device, recovery);
      await signsInByPasskey(desk, device);
      await removesPasskey(desk, recovery);
    });
  });

  it('who has a passkey and a browser that knows none is told so, and goes on with a code', () =>
    desks.visit(async (desk) => {
      const { person } = desk;
      await person.page.addInitScript('delete window.PublicKeyCredential');
      await person.page.route('**/session', (route) =>
        route.request().method() === 'POST' ? route.fulfill({ status: 401, contentType: 'application/problem+json', body: NEEDED }) : route.continue(),
      );
      await desk.signIn(LOGIN, PASSWORD);
      await person.seesPage('二次验证');
      await person.sees('当前浏览器不支持通行密钥，请使用验证码。');
      expect(await person.page.getByRole('button', { name: '使用通行密钥' }).count()).toBe(0);
      await desk.lookTwice();
    }));
}

/** What identity answers a right password of who has a passkey. */
const NEEDED = JSON.stringify({ type: 'urn:biaozhi:problem:second-factor-needed', status: 401, code: 'second-factor-needed', title: '请输入验证码', findings: [], passkey: true });

/** A device that Chromium makes up: it asks for a finger, and gets the right one or a wrong one. */
class Device {
  private constructor(
    private readonly browser: CDPSession,
    private readonly authenticatorId: string,
  ) {}

  static async pluggedInto(page: Page): Promise<Device> {
    const browser = await page.context().newCDPSession(page);
    await browser.send('WebAuthn.enable');
    const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true } as const;
    const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', { options });
    return new Device(browser, authenticatorId);
  }

  async feels(finger: 'right' | 'wrong'): Promise<void> {
    await this.browser.send('WebAuthn.setUserVerified', { authenticatorId: this.authenticatorId, isUserVerified: finger === 'right' });
  }

  async keys(): Promise<number> {
    return (await this.browser.send('WebAuthn.getCredentials', { authenticatorId: this.authenticatorId })).credentials.length;
  }
}

/** Sets an authenticator app up on the page of the desk; answers the recovery codes. */
async function setsAppUp(desk: Desk): Promise<string[]> {
  const { person } = desk;
  const { page } = person;
  await desk.open('/security');
  expect(await page.getByRole('button', { name: '添加通行密钥' }).count()).toBe(0);
  await person.type('当前密码', PASSWORD);
  await person.click('下一步');
  const key = await page.locator('.scan code').innerText();
  const recovery = await page.locator('.codes code').allInnerTexts();
  await page.getByLabel('我已保存恢复码').check();
  await person.type('验证码', appShows(key));
  await person.click('完成绑定');
  await desk.isTold('身份验证器已绑定');
  return recovery;
}

/** Adds a passkey: forgets the name, shows a wrong code, then a wrong finger, and the right one at last. */
async function addsPasskey(desk: Desk, device: Device, recovery: string[]): Promise<void> {
  const { person } = desk;
  const { page } = person;
  await person.sees('尚未添加通行密钥。');
  await desk.lookTwice();
  await person.click('添加通行密钥');
  await page.locator('#f-name:focus').waitFor();
  await desk.lookTwice();
  await person.click('创建通行密钥');
  await person.sees('请先更正以下内容');
  await desk.lookTwice();
  await person.type('名称', KEY);
  await person.type('当前密码', PASSWORD);
  await person.type('身份验证器的验证码或恢复码', '000000');
  await person.click('创建通行密钥');
  await person.sees('验证码不正确或已使用，请等待下一个验证码');
  await person.type('身份验证器的验证码或恢复码', recovery.pop()!);
  await device.feels('wrong');
  await person.click('创建通行密钥');
  await page.getByRole('alert').filter({ hasText: '操作已取消或超时，请重试' }).waitFor();
  expect(await page.locator('#f-password').count()).toBe(0);
  await person.sees(/还剩 9 个恢复码/);
  expect(await page.getByText('身份验证器已绑定，').count()).toBe(0);
  await desk.lookTwice();
  await device.feels('right');
  await person.click('创建通行密钥');
  await desk.isTold(`通行密钥“${KEY}”已添加，下次登录时可用。`);
  await page.locator('h1:focus').waitFor();
  await page.getByRole('listitem').filter({ hasText: KEY }).getByText(/^添加于/).waitFor();
  expect(await device.keys()).toBe(1);
  await desk.lookTwice();
}

/** Signs in with the passkey, with nothing but a keyboard, after a finger that was not known. */
async function signsInByPasskey(desk: Desk, device: Device): Promise<void> {
  const { person } = desk;
  const keyboard = new Keyboard(person.page);
  await signsInAnew(desk);
  await person.seesPage('二次验证');
  await desk.lookTwice();
  await device.feels('wrong');
  await keyboard.press('使用通行密钥');
  await person.page.getByRole('alert').filter({ hasText: '操作已取消或超时，请重试' }).waitFor();
  await desk.lookTwice();
  await device.feels('right');
  await keyboard.press('使用通行密钥');
  await person.seesPage('审计记录');
  await desk.open('/security');
  await person.sees(/，最近使用 /);
  await person.click('English');
  await person.seesPage('Log-in security');
  await person.click('Add a passkey');
  await person.checkPage();
  await person.click('Cancel');
  await person.page.getByRole('button', { name: 'Add a passkey' }).and(person.page.locator(':focus')).waitFor();
  await person.click('中文');
}

/** Signs out, and shows the password again. */
async function signsInAnew(desk: Desk): Promise<void> {
  const out = desk.person.page.getByRole('button', { name: '退出登录' });
  await out.click();
  await out.waitFor({ state: 'detached' });
  await desk.signIn(LOGIN, PASSWORD);
}

/** Removes the passkey: the next log-in asks for a code only. */
async function removesPasskey(desk: Desk, recovery: string[]): Promise<void> {
  const { person } = desk;
  const { page } = person;
  await desk.confirm(page.getByRole('listitem').filter({ hasText: KEY }).getByRole('button', { name: '移除' }));
  await desk.isTold(`通行密钥“${KEY}”已移除。`);
  await page.locator('h1:focus').waitFor();
  await person.sees('尚未添加通行密钥。');
  await signsInAnew(desk);
  await person.seesPage('二次验证');
  expect(await page.getByRole('button', { name: '使用通行密钥' }).count()).toBe(0);
  await person.type('验证码', recovery.pop()!);
  await person.click('验证并登录');
  await person.seesPage('审计记录');
}
