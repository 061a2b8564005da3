import { KeyboardHandler } from './keyboard-handler.js';

/** A handler without a mouse, from the passed application to the badge that hangs. */
export class KeyboardSiteHandler extends KeyboardHandler {
  override async prints(sitePage: string): Promise<void> {
    await this.comesToSee(sitePage, 'button:enabled:has-text("打印申请函")');
    for (const name of ['打印申请函', '打印申请表']) {
      const [shown] = await Promise.all([this.person.context.waitForEvent('page'), this.keys.press(name)]);
      await shown.close();
      await this.page.getByRole('button', { name, disabled: false }).waitFor();
    }
  }

  override async copiesCode(sitePage: string): Promise<string> {
    await this.comesToSee(sitePage, '.actions a[href$="/badge"]');
    await this.keys.press('网上名称管理—标识管理');
    await this.arrives('网上名称管理—标识管理');
    await this.check();
    await this.keys.press(/^复制代码\s*静态安全代码$/);
    await this.person.sees('已复制');
    return (await this.page.evaluate('navigator.clipboard.readText()')) as string;
  }

  override async hasSiteChecked(finding: string): Promise<void> {
    await this.keys.press('立即检查');
    await this.page.locator('.note').filter({ hasText: finding }).waitFor();
    await this.check();
  }

  /** Completes the red page, sets its footer and publishes; answers the address where visitors find it. */
  async publishesRedPage(sitePage: string): Promise<string> {
    await this.comesToSee(sitePage, '.actions a:has-text("网络红页")');
    await this.keys.press('网络红页');
    await this.comesToSee('/redpage', '#f-title');
    await this.keys.standsOn('main h1');
    await this.check();
    await this.keys.choose('adding', '公告');
    await this.keys.press('添加');
    // The keyboard goes on in what was added.
    await this.keys.standsOn('fieldset.block:last-of-type input');
    await this.page.keyboard.type('受理时间调整公告');
    const text = await this.page.locator('fieldset.block').last().locator('textarea').getAttribute('id');
    await this.keys.write(text!, '自即日起，受理时间为工作日九时至十七时。');
    await this.page.frameLocator('iframe').getByText('受理时间调整公告').waitFor();
    await this.keys.press(/^上移/);
    await this.keys.standsOn('fieldset.block:nth-last-of-type(2) input');
    await this.keys.write('f-footer-lines', '主办单位：本单位');
    await this.keys.press('保存并发布');
    await this.keys.standsOn('[role=alert]');
    await this.check();
    await this.keys.tick('f-footer-badge');
    await this.publishesAgain();
    await this.check();
    const address = await this.page.locator('main p a[target=_blank]').first().getAttribute('href');
    return new URL(address!, this.page.url()).href;
  }

  /** Takes the page that is edited off the net. */
  async takesOffline(): Promise<void> {
    await this.keys.press('下线');
    await this.page.locator('dialog[open]').waitFor();
    await this.keys.press('下线');
    await this.person.sees('已下线，公众暂时看不到此页；再次发布即恢复');
    await this.keys.standsOn('main h1');
    await this.check();
  }

  async publishesAgain(): Promise<void> {
    await this.keys.press('保存并发布');
    await this.person.sees('已发布，标识已随页面加挂');
  }
}
