import pg from 'pg';
import type { Locator } from 'playwright-core';
import type { Desk } from './desk.js';
import type { Desks } from './desks.js';
import type { Prepared } from './prepared.js';

/** The administrator's offices: bureaus, calendar, messages that could not be handled. */
export function officePart(desks: Desks): void {
  it('the administrator edits a bureau, and closes one whose units another takes over', () =>
    desks.work('admin', async (desk) => {
      const { page } = desk.person;
      await desk.go('/bureaus');
      await desk.look();
      const search = async (name: string): Promise<void> => {
        await desk.person.type('部门名称', name);
        await page.getByRole('search').getByRole('button', { name: '查询' }).click();
        await desk.row(name).first().waitFor();
        await desk.ready();
      };
      await search('济南市历城区');
      await desk.row('历城区').getByRole('button', { name: /^编辑/ }).click();
      await desk.person.type('报送地址', '济南市历城区新址路8号');
      await desk.lookTwice();
      await desk.pressesOnce(page.getByRole('button', { name: '保存' }), '**/api/identity/bureaus/*', () => desk.isTold(/^已保存/));
      await page.locator('h1:focus').waitFor(); // the button is gone
      await desk.row('济南市历城区新址路8号').waitFor();
      await search('济南市槐荫区');
      const findsHeir = async (dialog: Locator): Promise<void> => {
        await dialog.getByRole('searchbox').fill('济南市历城区');
        await dialog.getByRole('button', { name: '查询' }).click();
        await dialog.getByText('找到 1 个').waitFor();
      };
      const agrees = (submit: Locator): Promise<void> => desk.pressesOnce(submit, '**/bureaus/*/close', () => desk.isTold(/^已撤销/));
      await desk.confirm(desk.row('槐荫区').getByRole('button', { name: '撤销部门' }), findsHeir, agrees);
      await desk.row('槐荫区').getByText('已撤销').waitFor();
    }));

  it('the administrator publishes a year and is told of a day that is none', () =>
    desks.work('admin', async (desk) => {
      const { page } = desk.person;
      await desk.go('/calendar');
      await desk.look();
      const publish = page.getByRole('button', { name: /^发布 \d{4} 年$/ });
      const year = Number(/\d{4}/.exec(await publish.innerText())![0]);
      await publish.click();
      await desk.person.type('放假日', `${year}-01-01\n${year}-13-01`);
      await desk.person.type('依据文件', '国务院办公厅通知（测试）');
      await page.locator('form').getByRole('button', { name: '发布' }).click();
      await desk.person.sees(`不是有效日期：${year}-13-01`);
      await desk.lookTwice();
      await desk.person.type('放假日', `${year}-01-01\n${year}-10-01~${year}-10-03`);
      await page.locator('form').getByRole('button', { name: '发布' }).click();
      await desk.isTold(`${year} 年工作日历已发布`);
      await desk.person.sees(/放假 4 天/);
      await desk.look();
    }));

  it('the administrator gives one message up with a reason, and has another handled again whose cause is gone', async () => {
    const database = new pg.Client(desks.theatre.suite.databaseUrls['archival-filing']);
    await database.connect();
    await database.query('ALTER TABLE unit RENAME TO unit_away');
    const [first, second] = desks.units.newcomers as [Prepared['hung'], Prepared['hung']];
    for (const one of [first, second]) await one.register();
    await desks.work('admin', async (desk) => {
      const { page } = desk.person;
      await desk.findRow('/deadletters?service=archival-filing', `unit/${second.unitId}`);
      // The service would try again by itself, and might be quicker than the administrator when the cause is gone.
      await database.query(`UPDATE bus_dead_letter SET state = 'dead', next_at = NULL`);
      await desk.look();
      await turnsPage(desk, database);
      await page.getByLabel('状态').selectOption('排队等待');
      await desk.person.sees('该服务没有处于此状态的消息');
      await desk.look();
      await page.getByLabel('状态').selectOption('不限');
      await desk.confirm(desk.row(`unit/${first.unitId}`).getByRole('button', { name: '放弃' }), (dialog) => dialog.getByRole('textbox').fill('测试单位，无需备案。'));
      await desk.isTold('已放弃');
      await desk.row(`unit/${first.unitId}`).waitFor({ state: 'detached' });
      await database.query('ALTER TABLE unit_away RENAME TO unit');
      await database.end();
      await desk.confirm(desk.row(`unit/${second.unitId}`).getByRole('button', { name: '重新处理' }));
      await desk.isTold('已重新处理');
      await desk.person.sees('没有异常消息');
      await page.getByRole('button', { name: /^archival-filing/ }).getByText('0').waitFor();
      await desk.look();
      await desk.person.follow('已放弃的');
      await desk.row('测试单位，无需备案。').getByText('dead-letter.discard').waitFor();
      await desk.look();
    });
  });
}

/** Comes to the second portion of letters, of which there are more for a moment; the keyboard stays where the button was. */
async function turnsPage(desk: Desk, database: pg.Client): Promise<void> {
  const { page } = desk.person;
  const { rows } = await database.query<{ event_id: string }>(
    `INSERT INTO bus_dead_letter
     SELECT ('ffffffff-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, aggregate_type, gen_random_uuid(), sequence, event_type, subject,
       envelope, 'waiting', reason, error, attempts, NULL, stored_at, failed_at
     FROM (SELECT * FROM bus_dead_letter LIMIT 1) AS one, generate_series(1, 50) AS n RETURNING event_id`,
  );
  const refresh = page.getByRole('button', { name: '刷新' });
  await refresh.click();
  await page.getByRole('button', { name: /^archival-filing/ }).getByText('50+').waitFor();
  await desk.person.sees('已显示 50 条');
  await page.getByRole('button', { name: '加载更多' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.foot:focus').filter({ hasText: '已全部显示' }).waitFor();
  expect(await desk.row('').count()).toBeGreaterThan(50);
  await database.query('DELETE FROM bus_dead_letter WHERE event_id = ANY ($1)', [rows.map(({ event_id: id }) => id)]);
  await refresh.click();
  await page.getByRole('button', { name: /^archival-filing/ }).getByText('50+').waitFor({ state: 'detached' });
}
