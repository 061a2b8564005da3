import { Handler } from './handler.js';

/** What the unit writes about its site after the refusal. */
export const introductionOf = (siteName: string): string => `${siteName}，已按意见完善简介内容，提供办事服务。`;

/** The part of a unit's handler from the site application to the badge that hangs. */
export class SiteHandler extends Handler {
  /** The site's steps of the form: on a site of one's own at an address, or on a red page (网络红页) without one. */
  async applyForSite(homePage?: string): Promise<string> {
    await this.finds('网站开办审核/资质复核申请', '点击申请', '/sites/apply');
    await this.comesToSee('/sites/apply', 'button[type=submit]:enabled');
    await this.check();
    await this.hands.press('点击申请');
    return this.walkTheForm(async (step) => {
      await this.check();
      if (step === '网站') await this.describesSite(homePage);
      if (step === '域名与服务器') await this.namesServer(homePage);
    });
  }

  private async describesSite(homePage: string | undefined): Promise<void> {
    await this.hands.pick(/^(自建网站|网络红页)/, homePage ? /^自建网站/ : /^网络红页/);
    await this.hands.write('f-siteName', this.unit.siteName);
    await this.hands.write('f-introduction', '短');
    await this.isRefused('保存并继续', /^网站简介/, 'f-introduction');
    await this.hands.write('f-introduction', `${this.unit.siteName}，发布政务信息，提供办事服务。`);
    // Back without loss: it is saved while one looks elsewhere.
    await this.person.sees(/已保存 \d/);
    await this.hands.press('上一步');
    await this.arrives('联系人');
    await this.hands.press('保存并继续');
    await this.arrives('网站');
    await this.person.holds('#f-siteName', this.unit.siteName);
  }

  /** The domain arrives at the review platform by the bus; the page is loaded again until it is there. */
  private async namesServer(homePage: string | undefined): Promise<void> {
    await this.comesToSee(this.path, '#f-domainIds');
    await this.hands.tick('f-domainIds');
    if (!homePage) return;
    await this.hands.write('f-englishDomain', this.unit.host);
    await this.hands.write('f-homePage', homePage);
    await this.hands.write('f-serverIps', '127.0.0.1');
    await this.check();
  }

  /** Reads the refusal and is led to the step that it is about; elsewhere there is only the way back to it. Corrects and submits again. */
  async corrects(sitePage: string, refused: string, words: string): Promise<void> {
    await this.finds('网站开办审核/资质复核申请', this.unit.siteName, sitePage);
    await this.comesToSee(sitePage, 'a:has-text("修改并重新提交")');
    await this.person.sees('请按下列意见修改后重新提交');
    await this.person.sees(words);
    await this.check();
    await this.hands.press('修改并重新提交');
    await this.walkTheForm(async (step) => {
      const beside = this.page.locator('.note.danger').filter({ hasText: words });
      if (step === refused) {
        await beside.waitFor();
        await this.hands.write('f-introduction', introductionOf(this.unit.siteName));
      } else {
        await this.page.locator('.note.danger').getByRole('link', { name: refused, exact: true }).waitFor();
        expect(await beside.count()).toBe(0);
      }
      await this.check();
    }, refused);
  }

  /** Before both reviews have passed the buttons say why they cannot be pressed. */
  async cannotPrintYet(): Promise<void> {
    for (const name of ['打印申请函', '打印申请表']) {
      expect(await this.page.getByRole('button', { name }).isDisabled()).toBe(true);
    }
    await this.person.sees('网上审核全部通过后才能打印申请函和申请表。');
  }

  /** Prints letter and form; each opens as a PDF. */
  async prints(sitePage: string): Promise<void> {
    await this.comesToSee(sitePage, 'button:enabled:has-text("打印申请函")');
    await this.check();
    for (const name of ['打印申请函', '打印申请表']) {
      const [answer, shown] = await Promise.all([
        this.page.waitForResponse((one) => one.url().endsWith('.pdf')),
        this.person.context.waitForEvent('page'),
        this.hands.press(name),
      ]);
      expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf']);
      // The browser does not hand out the bytes of an answer that a page took as a file.
      const bytes = await (await this.person.context.request.get(answer.url())).body();
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      await shown.close();
      await this.page.getByRole('button', { name, disabled: false }).waitFor();
    }
  }

  /** After a paper failure: a new application, prefilled from the failed one. Answers its page. */
  async appliesAnew(sitePage: string, words: string): Promise<string> {
    await this.comesToSee(sitePage, 'button:has-text("重新申请")');
    await this.person.sees(words);
    await this.check();
    await this.hands.press('重新申请');
    await this.page.locator('dialog[open]').waitFor();
    await this.hands.press('重新申请');
    return this.walkTheForm();
  }

  /** Copies the code of the badge (标识代码) in one of its forms; answers it. */
  async copiesCode(sitePage: string, form: string): Promise<string> {
    await this.comesToSee(sitePage, '.actions a[href$="/badge"]');
    await this.check();
    await this.hands.press('网上名称管理—标识管理');
    await this.arrives('网上名称管理—标识管理');
    await this.check();
    await this.person.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.hands.press(new RegExp(`^复制代码\\s*${form}$`));
    await this.person.sees('已复制');
    return (await this.page.evaluate('navigator.clipboard.readText()')) as string;
  }

  /** 立即检查: the inspector looks at the site now, and its evidence is shown. */
  async hasSiteChecked(finding: string): Promise<void> {
    await this.hands.press('立即检查');
    await this.page.locator('.note').filter({ hasText: finding }).waitFor();
    // The button can be pressed again, and what was seen can be read to its end.
    await this.hands.standOn('button:has-text("立即检查")');
    await this.hands.reach('检查依据');
    await this.check();
  }

  /** The badge's page shows it as hung. */
  async findsBadgeHung(sitePage: string): Promise<void> {
    await this.comesToSee(`${sitePage}/badge`, 'text=已加挂');
    await this.check();
  }

  /** Completes the red page, sets its footer and publishes; answers the address where visitors find it. */
  async publishesRedPage(sitePage: string): Promise<string> {
    await this.comesToSee(sitePage, '.actions a:has-text("网络红页")');
    await this.hands.press('网络红页');
    await this.comesToSee('/redpage', '#f-title');
    await this.hands.standOn('main h1');
    await this.check();
    await this.hands.write('f-footer-lines', '主办单位：本单位');
    await this.hands.press('保存并发布');
    // Whatever pressed the button, the keyboard is led to what is wrong.
    await this.page.locator('[role=alert]:focus').waitFor();
    await this.check();
    await this.hands.tick('f-footer-badge');
    await this.publishesAgain();
    await this.check();
    const address = await this.page.locator('main p a[target=_blank]').first().getAttribute('href');
    return new URL(address!, this.page.url()).href;
  }

  /** Adds a notice (公告) as the last block but one to the page that is edited, and publishes it. The keyboard goes on in what was added or moved. */
  async announces(title: string, text: string): Promise<void> {
    await this.hands.choose('adding', 'notice');
    await this.hands.press('添加');
    await this.hands.standOn('fieldset.block:last-of-type input');
    const block = this.page.locator('fieldset.block').last();
    await this.hands.write((await block.locator('input').first().getAttribute('id'))!, title);
    await this.hands.write((await block.locator('textarea').getAttribute('id'))!, text);
    await this.page.frameLocator('iframe').getByText(title).waitFor();
    await this.hands.press(/^上移/);
    await this.hands.standOn('fieldset.block:nth-last-of-type(2) input');
    await this.hands.write('f-footer-lines', '主办单位：本单位办公室');
    await this.publishesAgain();
    await this.check();
  }

  /** Takes the page that is edited off the net. */
  async takesOffline(): Promise<void> {
    await this.hands.press('下线');
    await this.page.locator('dialog[open]').waitFor();
    await this.hands.press('下线');
    await this.person.sees('已下线，公众暂时看不到此页；再次发布即恢复');
    await this.hands.standOn('main h1');
    await this.check();
  }

  async publishesAgain(): Promise<void> {
    await this.hands.press('保存并发布');
    await this.person.sees('已发布，标识已随页面加挂');
  }
}
