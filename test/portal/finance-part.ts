import { nameOf, type Desks } from './desks.js';

/** CONAC's finance clerk: payments and prices. */
export function financePart(desks: Desks): void {
  it('finance confirms two payments at once, one alone, and says of one that it has not arrived', () =>
    desks.work('conac-finance', async (desk) => {
      const { page } = desk.person;
      const { paying } = desks.units;
      const [first, second, alone, missing] = paying.map(nameOf) as [string, string, string, string];
      await desk.go('/finance');
      for (const name of [first, second, alone, missing]) await desk.row(name).waitFor();
      await desk.row(first).getByRole('checkbox').check();
      await desk.row(second).getByRole('checkbox').check();
      await desk.lookTwice();
      await desk.confirm(page.getByRole('button', { name: /^批量认款（2 笔/ }));
      await desk.isTold('已认款 2 笔');
      await desk.row(first).waitFor({ state: 'detached' });
      await desk.confirm(desk.row(alone).getByRole('button', { name: '认款' }));
      await desk.isTold('已认款 1 笔');
      await desk.row(alone).waitFor({ state: 'detached' });
      await desk.confirm(desk.row(missing).getByRole('button', { name: '未到账' }));
      await desk.isTold(/已退回待缴费/);
      await desk.row(missing).waitFor({ state: 'detached' });
      await desk.look();
      await page.getByRole('button', { name: /^已缴费/ }).click();
      for (const name of [first, second, alone]) await desk.row(name).waitFor();
      await page.getByRole('button', { name: /^待缴费/ }).click();
      await desk.row(paying[3]!.unit.label).getByText('待缴费').waitFor();
      await desk.followAgain('/finance');
      await page.locator('.chip[aria-pressed=true]').filter({ hasText: /^\s*待认款/ }).waitFor();
    }));

  it('finance adds a price that begins in years to come', () =>
    desks.work('conac-finance', async (desk) => {
      const { page } = desk.person;
      await desk.go('/prices');
      await page.getByRole('button', { name: '保存' }).click();
      await desk.person.sees('请填写每年（元）');
      await desk.lookTwice();
      await desk.person.type('生效日期', '2030-01-01');
      await desk.person.type('每年（元）', '150.50');
      await desk.person.type('依据', '价格调整通知（测试）');
      await page.getByRole('button', { name: '保存' }).click();
      await desk.isTold('价格已保存');
      await desk.row('2030-01-01').getByText('150.50').waitFor();
      await desk.row('2030-01-01').getByText('未生效').waitFor();
      await desk.look();
    }));
}
