import { appShows, type Desk } from './desk.js';
import type { Desks } from './desks.js';

const NEW_PASSWORD = 'Auditing-2026';
const LOGIN = 'new-auditor';

/** An account's life: opened, locked, its second factor set up and reset. */
export function accountsPart(desks: Desks): void {
  it('the administrator opens an account by a link, locks and unlocks it; the new auditor sets an app up and signs in with it', async () => {
    const { identity } = desks.theatre.suite.services;
    let link = '';
    await desks.work('admin', async (desk) => {
      link = await opensAccount(desk);
    });
    await identity.restart({ STAFF_SECOND_FACTOR: 'required' });
    await desks.visit(async (desk) => {
      await setsPassword(desk, link);
      await signsInWithApp(desk, await setsAppUp(desk));
    });
    await identity.restart({ STAFF_SECOND_FACTOR: 'if-set-up' });
    await desks.work('admin', async (desk) => {
      await desk.open('/staff');
      await desk.row(LOGIN).getByText('已绑定').waitFor();
      await desk.confirm(desk.row(LOGIN).getByRole('button', { name: '解除二次验证' }));
      await desk.isTold(`账号 ${LOGIN} 的二次验证已解除`);
      await desk.row(LOGIN).getByText('未绑定').waitFor();
      await changesRoles(desk);
    });
  });
}

/** Changes the account's roles; another administrator was faster, so it takes a second attempt on the fresh state. */
async function changesRoles(desk: Desk): Promise<void> {
  const { page } = desk.person;
  const row = desk.row(LOGIN);
  await row.getByRole('button', { name: '更改' }).click();
  await page.getByLabel('审计', { exact: true }).uncheck();
  await page.getByLabel('编办审核', { exact: true }).check();
  await page.getByRole('button', { name: '保存' }).click();
  await desk.person.sees('请先更正以下内容');
  await desk.lookTwice();
  await page.getByLabel('按名称查找部门').fill('济南市历城区');
  await page.locator('form.panel').getByRole('button', { name: '查询' }).click();
  await desk.person.sees('找到 1 个');
  const list = await desk.person.asks<{ items: { id: string; loginName: string; version: number }[] }>('GET', '/api/identity/staff?limit=100');
  const { id, version } = list.items.find(({ loginName }) => loginName === LOGIN)!;
  await desk.person.asks('PATCH', `/api/identity/staff/${id}`, { version, displayName: '更名审计员' });
  await page.getByRole('button', { name: '保存' }).click();
  await desk.person.sees(/此记录已被他人更改/);
  await row.getByText('更名审计员').waitFor();
  await desk.lookTwice();
  await page.getByRole('button', { name: '保存' }).click();
  await desk.isTold(`账号 ${LOGIN} 已更改`);
  await row.getByText('编办审核').waitFor();
  await row.getByText(/历城区/).waitFor();
}

/** Opens, locks and unlocks the account; answers the link of the first log-in. */
async function opensAccount(desk: Desk): Promise<string> {
  const { page } = desk.person;
  await desk.go('/staff');
  await desk.look();
  await page.getByRole('button', { name: '开立账号' }).click();
  await page.getByRole('button', { name: '保存' }).click();
  await desk.person.sees('请先更正以下内容');
  await desk.lookTwice();
  await desk.person.type('登录名', LOGIN);
  await desk.person.type('姓名', '新审计员');
  await page.getByLabel('审计', { exact: true }).check();
  await page.getByRole('button', { name: '保存' }).click();
  await desk.isTold(`账号 ${LOGIN} 已开立`);
  const link = await page.getByText(/first-login\?token=/).innerText();
  await desk.lookTwice();
  const row = desk.row(LOGIN);
  await desk.confirm(row.getByRole('button', { name: '锁定' }));
  await desk.isTold(`账号 ${LOGIN} 已锁定`);
  await row.getByText('已锁定').waitFor();
  await desk.confirm(row.getByRole('button', { name: '解锁' }));
  await desk.isTold(`账号 ${LOGIN} 已解锁`);
  await row.getByText('正常').waitFor();
  return link;
}

/** The link sets the password; the session begins with the second step. */
async function setsPassword({ person }: Desk, link: string): Promise<void> {
  await person.open(new URL(link).pathname + new URL(link).search);
  await person.type('密码', NEW_PASSWORD);
  await person.type('再次输入密码', NEW_PASSWORD);
  await person.page.locator('main').getByRole('button').click();
  await person.page.waitForURL(/\/login/);
  await person.sees('密码已设置。请用新密码登录，并完成二次验证。');
}

/** Sets an authenticator app up, with a wrong code first; answers a recovery code. */
async function setsAppUp(desk: Desk): Promise<string> {
  const { person } = desk;
  const { page } = person;
  await desk.signIn(LOGIN, NEW_PASSWORD);
  await person.seesPage('绑定身份验证器');
  const key = await page.locator('.scan code').innerText();
  const recovery = await page.locator('.codes code').first().innerText();
  await page.getByRole('img', { name: /二维码/ }).waitFor();
  await desk.look();
  await person.type('验证码', '000000');
  await person.click('完成绑定');
  await person.sees('请先保存恢复码并勾选');
  await desk.lookTwice();
  await page.getByLabel('我已保存恢复码').check();
  await person.click('完成绑定');
  await person.sees('验证码不正确或已使用，请等待下一个验证码');
  await person.type('验证码', appShows(key));
  await person.click('完成绑定');
  await person.seesPage('审计记录');
  return recovery;
}

/** Signs in with a wrong code and then a recovery code, of which one fewer is left. */
async function signsInWithApp(desk: Desk, recovery: string): Promise<void> {
  const { person } = desk;
  await person.click('退出登录');
  await person.page.locator('header').getByRole('link', { name: '登录', exact: true }).waitFor();
  await desk.signIn(LOGIN, NEW_PASSWORD);
  await person.seesPage('二次验证');
  await person.type('验证码', '123456');
  await person.click('验证并登录');
  await person.sees('验证码不正确或已使用，请等待下一个验证码');
  await desk.lookTwice();
  await person.type('验证码', recovery);
  await person.click('验证并登录');
  await person.seesPage('审计记录');
  await desk.open('/security');
  await person.sees(/还剩 9 个恢复码/);
  await desk.lookTwice();
}
