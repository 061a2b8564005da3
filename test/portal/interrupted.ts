import type { SiteHandler } from './site-handler.js';
import { signIn } from './staff.js';

/** What the draft's introduction says in the end. */
export const LAST_WORDS = '这个窗口输入的网站简介。';

/** What can come between a handler and the form: each time what was typed is still there. */
export class Interrupted {
  constructor(private readonly handler: SiteHandler) {}

  private get page() {
    return this.handler.person.page;
  }

  private get introduction() {
    return this.page.locator('#f-introduction');
  }

  /** Begins a draft and stands on the step of the site. */
  async beginsDraft(): Promise<void> {
    await this.handler.comesToSee('/sites/apply', 'button[type=submit]:enabled');
    await this.handler.person.click('点击申请');
    await this.handler.person.seesPage('单位');
    await this.page.getByRole('navigation', { name: '填写步骤' }).getByRole('link', { name: '网站' }).click();
    await this.handler.person.seesPage('网站');
  }

  /** The session ends while something is typed; after the log-in it is the same step with the same text. */
  async losesSession(): Promise<void> {
    await this.handler.person.context.clearCookies();
    await this.introduction.fill('登录超时之前输入的网站简介。');
    await this.handler.person.sees('登录已超时，请重新登录');
    await this.handler.check();
    await this.comesBack('登录超时之前输入的网站简介。');
    await this.handler.person.sees(/已保存 \d/);
  }

  /** Nothing happens for a quarter of an hour: two minutes before, one may stay; then one is out, and comes back to the same step. */
  async isIdle(): Promise<void> {
    await this.page.clock.install();
    await this.page.reload();
    await this.handler.person.seesPage('网站');
    await this.page.clock.fastForward('13:30');
    const dialog = this.page.getByRole('dialog', { name: '即将自动退出' });
    await dialog.waitFor();
    await this.handler.check();
    await dialog.getByRole('button', { name: '继续使用' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await this.introduction.fill('离开座位之前输入的网站简介。');
    await this.page.clock.fastForward('15:30');
    await this.handler.person.sees('登录已超时，请重新登录');
    await this.comesBack('离开座位之前输入的网站简介。');
  }

  private async comesBack(text: string): Promise<void> {
    const { loginName, password } = this.handler.unit.registration;
    await this.page.locator('#f-loginName').fill(loginName);
    await this.page.locator('#f-password').fill(password);
    await this.handler.person.click('登录');
    await this.handler.person.seesPage('网站');
    await this.handler.person.holds('#f-introduction', text);
  }

  /** Leaving with text that cannot be saved asks; staying keeps it. */
  async isOffline(): Promise<void> {
    await this.page.route('**/site-applications/*', (route) => (route.request().method() === 'PATCH' ? route.abort() : route.continue()));
    await this.introduction.fill('断网时输入的网站简介，仍在页面上。');
    await this.handler.person.sees('暂时没有保存，稍后会再试');
    await this.handler.check();
    const asked: string[] = [];
    this.page.once('dialog', (dialog) => {
      asked.push(dialog.message());
      void dialog.dismiss();
    });
    await Promise.all([this.page.waitForEvent('dialog'), this.handler.person.follow('消息通知')]);
    expect(asked).toEqual(['有尚未保存的内容，确定离开吗？']);
    expect(await this.introduction.inputValue()).toBe('断网时输入的网站简介，仍在页面上。');
    await this.handler.person.hearsServices();
    await this.handler.person.click('保存草稿');
    await this.handler.person.sees(/已保存 \d/);
  }

  /** Somebody saves the same step elsewhere: both texts are shown, and mine is kept when I say so. */
  async isOvertaken(other: SiteHandler): Promise<void> {
    const { loginName, password } = this.handler.unit.registration;
    await signIn(other.person, loginName, password);
    await other.person.open(this.handler.path);
    await other.person.seesPage('网站');
    await other.person.page.locator('#f-introduction').fill('另一个窗口保存的网站简介。');
    await other.person.sees(/已保存 \d/);
    await this.introduction.fill(LAST_WORDS);
    await this.handler.person.sees('这份申请刚刚在别处被修改');
    await this.handler.person.sees('另一个窗口保存的网站简介。');
    await this.handler.check();
    expect(await this.introduction.inputValue()).toBe(LAST_WORDS);
    await this.handler.person.click('保存我填写的内容');
    await this.handler.person.sees(/已保存 \d/);
    await other.person.page.reload();
    await other.person.seesPage('网站');
    await other.person.holds('#f-introduction', LAST_WORDS);
  }
}
