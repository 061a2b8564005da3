import fs from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Desk } from './desk.js';
import { nameOf, type Desks } from './desks.js';

const TRANSFER = { 付款账户名称: '历下区财政局', 银行流水号: 'JZ-0001' };

/** A bureau pays for many of its units at once, and CONAC's finance clerk decides on it. */
export function settlementPart(desks: Desks): void {
  it('the archivist settles the fees of two units by one transfer, finance confirms, and both domains are registered', async () => {
    const owing = desks.units.owing.slice(0, 2).map(({ life }) => life);
    let number = '';
    await desks.work('lixia-archivist', async (desk) => {
      const { page } = desk.person;
      await desk.go('/settlements');
      for (const one of owing) await desk.row(nameOf(one)).waitFor();
      await selectsAllByKeyboard(desk);
      await page.getByRole('button', { name: '提交集中结算单' }).click();
      await desk.person.sees('请先选择要缴费的缴费单');
      await desk.person.sees('请填写银行流水号');
      await desk.lookTwice();
      for (const one of owing) await desk.row(nameOf(one)).getByRole('checkbox').check();
      await desk.isTold(/已选 2 笔\s*800\.00 元/);
      for (const [field, text] of Object.entries(TRANSFER)) await desk.person.type(field, text);
      await desk.pressesOnce(page.getByRole('button', { name: '提交集中结算单' }), '**/settlements', () => desk.isTold(/已提交 2 笔，共 800\.00 元/));
      for (const one of owing) await desk.row(nameOf(one)).waitFor({ state: 'detached' });
      await desk.lookTwice();
      number = await settlementOf(desk, TRANSFER.银行流水号);
      await page.getByRole('link', { name: number }).click();
      await desk.person.seesPage(new RegExp(number));
      for (const one of owing) await desk.row(nameOf(one)).getByText('待认款').waitFor();
      expect(await page.getByRole('button', { name: '认款' }).count()).toBe(0);
      await desk.lookTwice();
    });
    await desks.work('conac-finance', async (desk) => {
      const { page } = desk.person;
      await desk.go('/finance');
      await desk.row(owing[0]!.unit.label).getByRole('link', { name: '集中结算单' }).waitFor();
      expect(await desk.row(owing[0]!.unit.label).getByRole('button').count()).toBe(0);
      await page.getByRole('button', { name: /^集中结算单/ }).click();
      await desk.row(number).waitFor();
      await desk.lookTwice();
      await desk.row(number).getByRole('link').click();
      await desk.person.seesPage(new RegExp(number));
      await desk.lookTwice();
      await desk.confirm(page.getByRole('button', { name: '认款' }));
      await desk.isTold('已认款，域名已注册或续费');
      for (const one of owing) await desk.row(nameOf(one)).getByText('已认款').waitFor();
      await page.getByRole('button', { name: '未到账' }).waitFor({ state: 'detached' });
      await desk.look();
    });
    await desks.work('lixia-reviewer', async (desk) => {
      for (const one of owing) await (await desk.findRow('/ledger', `${one.unit.label}.政务`)).getByText('有效').waitFor();
    });
  });

  it('an order that its unit pays meanwhile is named to the archivist, and nothing is settled', () =>
    desks.work('lixia-archivist', async (desk) => {
      const { life, fee } = desks.units.owing[2]!;
      await desk.go('/settlements');
      await desk.row(nameOf(life)).getByRole('checkbox').check();
      await desk.person.type('付款账户名称', TRANSFER.付款账户名称);
      await desk.person.type('银行流水号', 'JZ-0009');
      await life.claimTransfer(fee);
      await desk.person.click('提交集中结算单');
      await desk.person.sees(new RegExp(`${life.unit.label}.*已不是待缴费状态`));
      await desk.row(nameOf(life)).waitFor({ state: 'detached' });
      await desk.isTold(/已选 0 笔/);
      await desk.person.holds('#f-reference', 'JZ-0009');
      await desk.lookTwice();
      await desk.open('/settlements?of=settlements');
      expect(await desk.row('JZ-0009').count()).toBe(0);
    }));

  it('the archivist hands the settlements over as files; the order of one whose money did not arrive is open again', async () => {
    const again = desks.units.paying[3]!;
    let number = '';
    await desks.work('lixia-archivist', async (desk) => {
      const { page } = desk.person;
      await settles(desk, nameOf(again), 'JZ-0002');
      await page.getByRole('button', { name: '集中结算单', exact: true }).click();
      number = await settlementOf(desk, 'JZ-0002');
      const save = async (format: string): Promise<Buffer> => {
        const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: `导出 ${format}` }).click()]);
        return fs.readFileSync(await download.path());
      };
      expect((await save('CSV')).toString()).toContain(`"${number}"`);
      expect(strFromU8(unzipSync(await save('XLSX'))['xl/worksheets/sheet1.xml']!)).toContain('JZ-0001');
      await page.getByRole('link', { name: number }).click();
      await desk.person.seesPage(new RegExp(number));
      expect((await save('CSV')).toString()).toContain(nameOf(again));
    });
    await desks.work('conac-finance', async (desk) => {
      const { page } = desk.person;
      await desk.go('/finance');
      await page.getByRole('button', { name: /^集中结算单/ }).click();
      await desk.row(number).getByRole('link').click();
      await desk.person.seesPage(new RegExp(number));
      await desk.confirm(page.getByRole('button', { name: '未到账' }));
      await desk.isTold('已退回，缴费单恢复为待缴费');
      await desk.row(nameOf(again)).getByText('已退回').waitFor();
    });
  });

  it('finance is shown what somebody else has decided meanwhile', async () => {
    const again = nameOf(desks.units.paying[3]!);
    await desks.work('lixia-archivist', (desk) => settles(desk, again, 'JZ-0003'));
    await desks.work('conac-finance', async (desk) => {
      const { page } = desk.person;
      await desk.open('/finance?of=settlements');
      await desk.row('JZ-0003').getByRole('link').click();
      await desk.row(again).waitFor();
      const id = new URL(page.url()).pathname.split('/').at(-1);
      await desk.person.asks('POST', `/api/domain-registration/settlements/${id}/dispute`, { version: 1 });
      await desk.confirm(page.getByRole('button', { name: '认款' }));
      await desk.person.sees('此结算单已由他人处理');
      await desk.row(again).getByText('已退回').waitFor();
      await desk.lookTwice();
    });
    await desks.work('lixia-archivist', (desk) => settles(desk, again, 'JZ-0004'));
  });
}

/** Pays the fee of one unit, as if with others. */
async function settles(desk: Desk, name: string, reference: string): Promise<void> {
  await desk.go('/settlements');
  await desk.row(name).getByRole('checkbox').check();
  await desk.person.type('付款账户名称', TRANSFER.付款账户名称);
  await desk.person.type('银行流水号', reference);
  await desk.person.click('提交集中结算单');
  await desk.isTold(/已提交 1 笔/);
}

/** The box in the head of the table chooses every row, and none again. */
async function selectsAllByKeyboard(desk: Desk): Promise<void> {
  const { page } = desk.person;
  const rows = await page.locator('tbody tr').count();
  await page.getByRole('checkbox', { name: '选择本页全部缴费单' }).focus();
  await page.keyboard.press('Space');
  await desk.isTold(`已选 ${rows} 笔`);
  await page.keyboard.press('Space');
  await desk.isTold('已选 0 笔');
}

/** The number of the settlement that was paid by a transfer, as its bureau's list shows it. */
async function settlementOf(desk: Desk, reference: string): Promise<string> {
  await desk.open('/settlements?of=settlements');
  return desk.row(reference).locator('th').innerText();
}
