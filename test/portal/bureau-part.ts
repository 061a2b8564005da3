import fs from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Desk } from './desk.js';
import { nameOf, type Desks } from './desks.js';
import type { Prepared } from './prepared.js';

/** A bureau's reviewer and archivist: queue, paper, ledger. */
export function bureauPart(desks: Desks): void {
  it('the reviewer finds a case by a part of its Chinese name, claims it by key, opens it, gives it back by click', () =>
    desks.work('lixia-reviewer', async (desk) => {
      const { page } = desk.person;
      const { label, siteName } = desks.units.reviewed.unit;
      await desk.go('/queue');
      await desk.row(siteName).waitFor();
      await desk.look();
      await walksRows(desk);
      await desk.person.type('单位、网站、域名或申请编号', label.slice(1));
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('q') === label.slice(1));
      await desk.ready();
      expect(await desk.row('').allInnerTexts()).toEqual([expect.stringContaining(siteName)]);
      await page.locator('h1').click();
      await page.keyboard.press('c');
      await desk.isTold(`已领取：${siteName}`);
      await desk.row(siteName).getByText('我', { exact: true }).waitFor();
      await page.locator('h1').click();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/cases\//);
      await desk.person.seesPage(new RegExp(siteName));
      expect(await page.getByRole('navigation').locator('[aria-current=page]').allInnerTexts()).toEqual(['审核']);
      await desk.lookTwice();
      await page.goBack();
      await desk.ready();
      await desk.row(siteName).getByRole('button', { name: '取消领取' }).click();
      await desk.isTold(`已取消领取：${siteName}`);
      await desk.row(siteName).getByRole('button', { name: /^领取/ }).click();
      await desk.isTold(`已领取：${siteName}`);
      await page.locator('button:focus').filter({ hasText: '取消领取' }).waitFor(); // one button for both
      await page.getByRole('button', { name: /^全部/ }).click();
      await page.waitForURL(/basket=all/);
      await desk.followAgain('/queue');
      await desk.person.holds('main [type=search]', '');
      await page.locator('.chip[aria-pressed=true]').filter({ hasText: '待我方审核' }).waitFor();
    }));

  it('the reviewer sees the title of the site beside its name, and has the site looked at again by key', () =>
    desks.work('lixia-reviewer', async (desk) => {
      const { page } = desk.person;
      const { reviewed } = desks.units;
      const { siteName } = reviewed.unit;
      await desk.go('/queue');
      await desk.row(siteName).getByRole('link').first().click();
      await page.waitForURL(/\/cases\//);
      await desk.person.sees(`网站标题与网站名称一致：${siteName}`);
      await desk.person.sees('服务器IP为公网地址：127.0.0.1');
      await desk.isTold('查看时间：');
      reviewed.opensOwnSite(`旧版 ${siteName}`);
      const again = page.getByRole('button', { name: /再次查看|正在查看/ });
      await desk.pressesOnce(again, '**/visits', () => desk.person.sees(`网站标题“旧版 ${siteName}”与网站名称“${siteName}”不一致`));
      await desk.isTold(`网站标题：旧版 ${siteName}`);
      await page.locator('button:focus').filter({ hasText: '再次查看' }).waitFor();
      await desk.lookTwice();
    }));

  it('the archivist finds paper by its number, receives it, and confirms one and fails another', () =>
    desks.work('lixia-archivist', async (desk) => {
      const { page } = desk.person;
      const [good, bad] = desks.units.printed as [Prepared['printed'][number], Prepared['printed'][number]];
      /** Leads to the paper of an application, which is then received. */
      const receive = async ({ number, life }: Prepared['printed'][number]): Promise<void> => {
        await desk.go('/paper');
        await desk.person.type('备案号、申请编号、单位或网站名称', number);
        await page.keyboard.press('Enter');
        // The only hit opens by itself.
        await page.waitForURL(/\/paper\/[0-9a-f-]{36}/);
        await desk.person.seesPage(new RegExp(life.unit.siteName));
        await desk.confirm(page.getByRole('button', { name: '登记接收' }));
        await desk.isTold('已登记接收');
      };
      await desk.go('/paper');
      await desk.row(good.number).waitFor();
      await desk.look();
      await receive(good);
      await desk.confirm(page.getByRole('button', { name: '确认材料合格' }));
      await desk.isTold('已确认，正在生成网站标识');
      await desk.look();
      await receive(bad);
      await desk.lookTwice();
      expect(await page.getByRole('button', { name: '材料有误' }).isDisabled()).toBe(true);
      await page.getByLabel('申请函 核对结果').selectOption('unstamped');
      await desk.confirm(page.getByRole('button', { name: '材料有误' }), (dialog) => dialog.getByRole('textbox').fill('申请函未加盖单位公章。'));
      await desk.isTold('已判定材料有误');
      await desk.person.sees('申请函未加盖单位公章。');
      await desk.lookTwice();
      await desk.go('/paper');
      await desk.row(good.number).getByText('已备案').waitFor();
      await desk.row(bad.number).getByText('材料有误').waitFor();
    }));

  it('the ledger is handed over as a workbook and as text, with the rows that the page shows', () =>
    desks.work('lixia-reviewer', async (desk) => {
      const { page } = desk.person;
      const { hung } = desks.units;
      await desk.go('/ledger');
      await desk.row(hung.unit.label).waitFor();
      await desk.look();
      const save = async (format: string): Promise<Buffer> => {
        const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `导出 ${format}` }).click()]);
        expect(download.suggestedFilename()).toMatch(new RegExp(`\\.${format.toLowerCase()}$`));
        return fs.readFileSync(await download.path());
      };
      const sheet = strFromU8(unzipSync(await save('XLSX'))['xl/worksheets/sheet1.xml']!);
      expect(sheet).toContain(`${hung.unit.label}.政务`);
      expect(sheet).toContain(nameOf(hung));
      await desk.isTold(/已导出/);
      expect((await save('CSV')).toString()).toContain(`"${hung.unit.label}.政务"`);
      await page.getByRole('button', { name: '网站标识' }).click();
      await desk.row(hung.unit.siteName).waitFor();
      await desk.look();
      expect(strFromU8(unzipSync(await save('XLSX'))['xl/worksheets/sheet1.xml']!)).toMatch(/CA\d{21}/);
    }));
}

/** j and k lead down and up the rows and stop at both ends; in a field they are letters. */
async function walksRows(desk: Desk): Promise<void> {
  const { page } = desk.person;
  await page.getByRole('button', { name: /^全部/ }).click();
  await desk.ready();
  const rows = page.locator('tbody tr');
  const here = (): Promise<number> => rows.evaluateAll((all) => all.findIndex((row) => row.getAttribute('aria-current') === 'true'));
  const last = (await rows.count()) - 1;
  expect(last).toBeGreaterThan(1);
  await page.locator('h1').click();
  const press = async (keys: string): Promise<number> => {
    for (const key of keys) await page.keyboard.press(key);
    return here();
  };
  expect([await press(''), await press('j'), await press('j'), await press('k')]).toEqual([0, 1, 2, 1]);
  expect([await press('j'.repeat(last + 2)), await press('k'.repeat(last + 2))]).toEqual([last, 0]);
  await desk.person.field('单位、网站、域名或申请编号').focus();
  expect(await press('jkc')).toBe(0);
  expect(await desk.person.field('单位、网站、域名或申请编号').inputValue()).toBe('jkc');
  await page.getByRole('button', { name: /^待我方审核/ }).click();
  await desk.ready();
}
