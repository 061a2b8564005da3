import { Handler } from './handler.js';

/** What the unit writes about its site after the refusal. */
export const introductionOf = (siteName: string): string => `${siteName}，已按意见完善简介内容，提供办事服务。`;

/** The part of a unit's handler from the site application to the badge that hangs. */
export class SiteHandler extends Handler {
  /** The site's steps of the form: on a site of one's own at an address, or on a red page (网络红页) without one. */
  async applyForSite(homePage?: string): Promise<string> {
    await this.comesToSee('/sites/apply', 'button[type=submit]:enabled');
    await this.check();
    await this.person.click('点击申请');
    return this.walkTheForm(async (step) => {
      await this.check();
      if (step === '网站') await this.describesSite(homePage);
      if (step === '域名与服务器') await this.namesServer(homePage);
    });
  }

  private async describesSite(homePage: string | undefined): Promise<void> {
    await this.page.getByRole('radio', { name: homePage ? /^自建网站/ : /^网络红页/ }).check();
    await this.field('siteName').fill(this.unit.siteName);
    await this.field('introduction').fill('短');
    await this.person.click('保存并继续');
    await this.person.sees('请先更正以下内容');
    await this.check();
    await this.field('introduction').fill(`${this.unit.siteName}，发布政务信息，提供办事服务。`);
    // Back without loss: it is saved while one looks elsewhere.
    await this.person.sees(/已保存 \d/);
    await this.person.follow('上一步');
    await this.person.seesPage('联系人');
    await this.person.click('保存并继续');
    await this.person.seesPage('网站');
    await this.person.holds('#f-siteName', this.unit.siteName);
  }

  /** The domain arrives at the review platform by the bus; the page is loaded again until it is there. */
  protected async showsDomain(): Promise<void> {
    await this.comesToSee(this.path, '#f-domainIds');
  }

  private async namesServer(homePage: string | undefined): Promise<void> {
    await this.showsDomain();
    await this.field('domainIds').check();
    if (!homePage) return;
    await this.field('englishDomain').fill(this.unit.host);
    await this.field('homePage').fill(homePage);
    await this.field('serverIps').fill('127.0.0.1');
    await this.check();
  }

  /** Reads the refusal, finds it again beside the fields of the step that it is about and nowhere else, corrects and submits again. */
  async corrects(sitePage: string, refused: string, words: string): Promise<void> {
    await this.comesToSee(sitePage, 'a:has-text("修改并重新提交")');
    await this.person.sees('请按下列意见修改后重新提交');
    await this.person.sees(words);
    await this.check();
    await this.person.follow('修改并重新提交');
    await this.walkTheForm(async (step) => {
      const beside = this.page.locator('.note.danger').filter({ hasText: words });
      if (step !== refused) expect(await beside.count()).toBe(0);
      else {
        await beside.waitFor();
        await this.check();
      }
      if (step === '网站') await this.field('introduction').fill(introductionOf(this.unit.siteName));
    });
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
        this.person.click(name),
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
    await this.person.click('重新申请');
    await this.page.locator('dialog[open] button[type=submit]').click();
    return this.walkTheForm();
  }

  /** Copies the code of the badge (标识代码); answers it. */
  async copiesCode(sitePage: string): Promise<string> {
    await this.comesToSee(sitePage, '.actions a[href$="/badge"]');
    await this.check();
    await this.page.locator('.actions a[href$="/badge"]').click();
    await this.person.seesPage('网上名称管理—标识管理');
    await this.check();
    await this.person.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.person.click(/^复制代码\s*标准代码$/);
    await this.person.sees('已复制');
    return (await this.page.evaluate('navigator.clipboard.readText()')) as string;
  }

  /** 立即检查: the inspector looks at the site now, and its evidence is shown. */
  async hasSiteChecked(finding: string): Promise<void> {
    await this.person.click('立即检查');
    await this.page.locator('.note').filter({ hasText: finding }).waitFor();
    await this.check();
  }

  /** The badge's page shows it as hung. */
  async findsBadgeHung(sitePage: string): Promise<void> {
    await this.comesToSee(`${sitePage}/badge`, 'text=已加挂');
    await this.check();
  }
}
