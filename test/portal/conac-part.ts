import type { Desks } from './desks.js';

/** CONAC's reviewer beside the queue: badges, figures, red pages. */
export function conacPart(desks: Desks): void {
  it('CONAC suspends a badge, restores it and revokes it, each with a reason', () =>
    desks.work('conac-reviewer', async (desk) => {
      const { siteName } = desks.units.hung.unit;
      await desk.go('/badges');
      const row = desk.row(siteName);
      await row.waitFor();
      await desk.look();
      const decide = async (name: string, told: RegExp, state: string): Promise<void> => {
        await desk.confirm(row.getByRole('button', { name, exact: true }), (dialog) => dialog.getByRole('textbox').fill(`${name}标识的测试理由`));
        await desk.isTold(told);
        await row.getByText(state).first().waitFor();
      };
      await decide('暂停', /已暂停$/, '已暂停');
      await desk.look();
      await decide('恢复', /已恢复$/, '已加挂');
      await decide('撤销', /已撤销$/, '已撤销');
      await desk.look();
      expect(await row.getByRole('button').count()).toBe(0);
    }));

  it('CONAC sees figures, from the country down to the county, each with its table; and the red pages', () =>
    desks.work('conac-reviewer', async (desk) => {
      const { page } = desk.person;
      await desk.go('/statistics');
      const regions = page.locator('section.panel').filter({ has: page.getByRole('heading', { name: '行政区划' }) });
      await regions.getByRole('img').waitFor();
      await regions.getByText('查看表格').click();
      await desk.lookTwice();
      await regions.getByRole('link', { name: '山东省' }).click();
      await regions.getByRole('link', { name: '济南市' }).click();
      await regions.getByRole('rowheader', { name: '历下区' }).waitFor();
      await page.getByRole('link', { name: '返回全国' }).click();
      await regions.getByRole('rowheader', { name: '山东省' }).waitFor();
      await desk.go('/redpages');
      await desk.look();
    }));
}
