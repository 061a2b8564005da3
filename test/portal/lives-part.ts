import { Keyboard } from './keyboard.js';
import type { Person } from './person.js';
import { SiteHandler } from './site-handler.js';
import { confirmPayment, decide, judgePaper } from './staff.js';
import type { Theatre } from './theatre.js';

/** Two lives from registration to a hung badge at the same time, one by the keyboard alone, one by clicking. */
export function livesPart(theatre: Theatre): void {
  describe('two lives at the same time', () => {
    let organ: Promise<void>;
    let institution: Promise<void>;
    beforeAll(() => {
      [organ, institution] = [lifeOfOrgan(theatre), lifeOfInstitution(theatre)];
      // Told by its own test, which may begin to listen only after the other has ended.
      for (const life of [organ, institution]) life.catch(() => undefined);
    });

    it('take an organ with a site of its own from registration to a hung badge, through a refusal and a paper failure, by keyboard alone, at 200 % zoom', () => organ);

    it('take an institution without one to a published red page, through a refusal, by clicking', () => institution);
  });
}

function lifeOfOrgan(theatre: Theatre): Promise<void> {
  return theatre.together(async (newPerson) => {
    const { name } = theatre.organ.registration.unit;
    const desk = (loginName: string): Promise<Person> => theatre.desk(newPerson, loginName);
    const person = await newPerson({ width: 640 });
    const handler = new SiteHandler(person, theatre.organ, new Keyboard(person.page));
    await handler.register();
    const domainPage = await handler.applyForDomain();

    const [reviewer, conac] = [await desk('lixia-reviewer'), await desk('conac-reviewer')];
    await decide(reviewer, name);
    await decide(conac, name);
    await handler.claimsTransfer(domainPage);
    await confirmPayment(await desk('conac-finance'), handler.domain);
    const certificate = await handler.readsCertificate(domainPage);

    const first = await handler.applyForSite(theatre.sites.homePage(theatre.organ.host));
    await handler.cannotPrintYet();
    await decide(reviewer, name, { point: '网站名称', reason: '网站简介空泛或系抄录', words: '请写明网站的主要栏目。' });
    await handler.corrects(first, '网站', '请写明网站的主要栏目。');
    await decide(reviewer, name);
    await decide(conac, name);
    await handler.prints(first);

    const archivist = await desk('lixia-archivist');
    await judgePaper(archivist, theatre.organ.siteName, '申请函未加盖单位公章。');
    const second = await handler.appliesAnew(first, '申请函未加盖单位公章。');
    await decide(reviewer, name);
    await decide(conac, name);
    await handler.prints(second);
    await judgePaper(archivist, theatre.organ.siteName);

    theatre.sites.publish(theatre.organ.host, theatre.organ.siteName, await handler.copiesCode(second, '标准代码'));
    await handler.hasSiteChecked('已正确加挂');
    await handler.findsBadgeHung(second);
    theatre.sites.publish(theatre.organ.host, theatre.organ.siteName, '');
    await handler.hasSiteChecked('页面上没有标识');
    await handler.comesToSee(`${second}/badge`, 'text=加挂异常');
    theatre.sites.publish(theatre.organ.host, theatre.organ.siteName, await handler.copiesCode(second, '静态安全代码'));
    await handler.hasSiteChecked('已正确加挂');
    await handler.findsBadgeHung(second);
    await handler.renews(certificate);
    await handler.readsNotices(/标识/);
    theatre.sitePages.organ = second;
  });
}

function lifeOfInstitution(theatre: Theatre): Promise<void> {
  return theatre.together(async (newPerson) => {
    const { name } = theatre.institution.registration.unit;
    const desk = (loginName: string): Promise<Person> => theatre.desk(newPerson, loginName);
    const handler = new SiteHandler(await newPerson(), theatre.institution);
    await handler.register();
    const domainPage = await handler.applyForDomain();
    const [reviewer, conac] = [await desk('wuxi-reviewer'), await desk('conac-reviewer')];
    await decide(reviewer, name);
    await decide(conac, name);
    await handler.paysOnline(domainPage);
    await handler.readsCertificate(domainPage);
    const application = await handler.applyForSite();
    await decide(reviewer, name, { point: '网站名称', reason: '网站简介空泛或系抄录', words: '请写明网站的主要栏目。' });
    await handler.corrects(application, '网站', '请写明网站的主要栏目。');
    await decide(reviewer, name);
    await decide(conac, name);

    const address = await handler.publishesRedPage(application);
    // Only this unit has a red page, so that its handler goes on by keyboard.
    const typist = new SiteHandler(handler.person, theatre.institution, new Keyboard(handler.person.page));
    await typist.announces('受理时间调整公告', '自即日起，受理时间为工作日九时至十七时。');
    const visitor = await newPerson({ width: 360 });
    await visitor.open(address);
    await visitor.seesPage(theatre.institution.siteName);
    await visitor.sees('受理时间调整公告');
    await visitor.checkAccessibility();
    await typist.takesOffline();
    await visitor.page.reload();
    await visitor.seesPage('页面暂停访问');
    await visitor.checkAccessibility();
    await handler.publishesAgain();
    await visitor.page.reload();
    await visitor.seesPage(theatre.institution.siteName);
    const [verification] = await Promise.all([
      visitor.context.waitForEvent('page'),
      visitor.page.locator('a[href*="/sitename?"]').click(),
    ]);
    await verification.waitForURL('**/sitename?**');
    await visitor.comesToRead(verification.url(), '真实有效');
    await visitor.sees(name);
    await handler.findsBadgeHung(application);
    theatre.sitePages.institution = application;
    theatre.redPage = address;
  });
}
