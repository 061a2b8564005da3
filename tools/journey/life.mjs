import { until, Unexpected } from './client.mjs';

const OVER = new Set(['REFUSED', 'PASSED', 'AWAITING_PAPER', 'COMPLETED']);
const REVIEWERS = { BUREAU_REVIEW: 'bureau', CONAC_REVIEW: 'conac', THIRD_REVIEW: 'bureau' };

/**
 * One unit's life through the whole process, from registration to a hung badge, by the public interfaces alone.
 * `plan` says which way it takes: { place, pay, refuse: [stages], paperFails }.
 */
export class Life {
  constructor({ unit, plan, client, staff, sites, say = () => {} }) {
    Object.assign(this, { unit, plan, client, staff, sites, say });
    this.refusals = [...(plan.refuse ?? [])];
  }

  async live() {
    await this.register();
    return this.afterRegistration();
  }

  async afterRegistration() {
    await this.getDomain();
    let application = await this.applyForSite();
    if (this.plan.paperFails) {
      await this.handInPaper(application, { faulty: true });
      application = await this.replaceFailedApplication(application);
    }
    if (application.paperRequired) await this.handInPaper(application, { faulty: false });
    await this.badgeIsIssued(application);
    await (this.plan.place === 'own-site' ? this.hangOnOwnSite() : this.publishRedPage());
    return this.badge;
  }

  async register() {
    const { registration } = this.unit;
    try {
      const { unitId } = await this.client.post('identity', '/registrations', registration);
      this.unitId = unitId;
    } catch (error) {
      // The key of an anonymous call is bound to nobody; a repetition after a lost answer may meet its own effect.
      if (!(error instanceof Unexpected) || error.body?.code !== 'unit-already-registered') throw error;
    }
    this.handler = await this.client.as(registration.loginName, registration.password);
    this.unitId = this.handler.principal.unitId;
    await this.tell('the unit registers and signs in', registration.unit.name);
  }

  async getDomain() {
    await this.pay(await this.passDomain());
    const { items } = await until(() => this.handler.get('domain-registration', '/domains'), ({ items: all }) => all.length > 0, 'the domain is registered');
    this.domain = items[0];
    await this.tell('the domain is registered', `${this.domain.uLabel} until ${this.domain.expiresOn}`);
  }

  /** Applies for the domain and has it reviewed; answers the fee that falls due. */
  async passDomain() {
    const { label, suffix } = this.unit;
    const query = new URLSearchParams({ label, suffix });
    const check = await this.handler.get('domain-registration', `/names/check?${query}`);
    if (!check.available) throw new Error(`${label}.${suffix} cannot be had: ${JSON.stringify(check.findings)}`);
    const wish = { label, suffix, years: 2, agreement: true };
    const { id } = await this.handler.post('domain-registration', '/domain-applications', wish);
    await this.handler.post('domain-registration', `/domain-applications/${id}/submit`);
    await this.tell('it applies for a domain', `${label}.${suffix}`);
    await this.refuseTooEarly(id);

    const caseId = async () => (await this.handler.get('application-review', `/domain-applications/${id}/review`)).id;
    await this.review(await until(caseId, Boolean, 'the review of the domain opens'), 'domain', false);
    const { fee } = await until(
      () => this.handler.get('domain-registration', `/domain-applications/${id}`),
      ({ state }) => state === 'AWAIT_PAYMENT',
      'the fee falls due',
    );
    return fee;
  }

  /** The order of the steps is the law; a unit that tries to jump is told so and nothing changes. */
  async refuseTooEarly(domainApplicationId) {
    const { items } = await this.handler.get('domain-registration', '/fee-orders');
    if (items.length) throw new Error(`a fee before the reviews of ${domainApplicationId}`);
  }

  async pay({ id, amountFen }) {
    const yuan = (amountFen / 100).toFixed(2);
    if (this.plan.pay === 'online') {
      const { payUrl } = await this.handler.post('domain-registration', `/fee-orders/${id}/online-payment`);
      await patiently(() => fetch(`${payUrl}/confirm`, { method: 'POST' }));
      return this.tell('it pays online', `${yuan} yuan`);
    }
    await this.claimTransfer({ id, amountFen });
    await this.staff.finance.post('domain-registration', `/fee-orders/${id}/confirm`);
    await this.tell('CONAC finance confirms the money');
  }

  /** Says that it has transferred the money of a fee (缴费申报). */
  async claimTransfer({ id, amountFen }) {
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const claim = { payer: this.unit.registration.unit.name, reference: `B-${id.slice(-8)}`, paidOn: today };
    await this.handler.post('domain-registration', `/fee-orders/${id}/claim`, claim);
    await this.tell('it says that it has transferred the money', `${(amountFen / 100).toFixed(2)} yuan`);
  }

  async applyForSite() {
    return this.passReviews(await this.submitSite());
  }

  /** Fills the application for its site in and submits it; answers the id. */
  async submitSite() {
    const { id } = await this.handler.post('application-review', '/site-applications', { kind: 'opening' });
    await until(
      () => this.handler.get('application-review', `/site-applications/${id}`),
      ({ domains = [] }) => domains.some((one) => one.id === this.domain.id),
      'the review platform knows the domain',
    );
    if (this.plan.place === 'own-site') this.opensOwnSite();
    await this.handler.patch('application-review', `/site-applications/${id}`, this.form());
    await this.handler.post('application-review', `/site-applications/${id}/submit`);
    await this.tell('it applies for the opening review of its site', this.unit.siteName);
    return id;
  }

  /** Puts its own site up, still without a badge. */
  opensOwnSite(title = this.unit.siteName) {
    this.sites.publish(this.unit.host, title, '');
  }

  form() {
    const own = this.plan.place === 'own-site';
    return {
      place: this.plan.place,
      siteName: this.unit.siteName,
      domainIds: [this.domain.id],
      introduction: `${this.unit.siteName}，发布政务信息，提供办事服务。`,
      commitment: true,
      ...(own ? { englishDomain: this.unit.host, serverIps: ['127.0.0.1'], homePage: this.sites.homePage(this.unit.host) } : {}),
    };
  }

  async passReviews(id) {
    for (;;) {
      await this.review(id, 'site', true);
      const application = await until(
        () => this.handler.get('application-review', `/site-applications/${id}`),
        ({ state }) => OVER.has(state),
        'the reviews end',
      );
      if (application.state !== 'REFUSED') return application;
      const { verdicts } = application.rounds.at(-1).decisions.at(-1);
      const reasons = verdicts.flatMap((verdict) => verdict.reasonTexts);
      await this.tell('the unit reads the reasons and corrects', reasons.join('、'));
      await this.submitAgain(id);
    }
  }

  /** Corrects what was given back, and submits it again. */
  async submitAgain(id) {
    const corrected = { introduction: `${this.unit.siteName}，已按意见完善简介内容，提供办事服务。`, commitment: true };
    await this.handler.patch('application-review', `/site-applications/${id}`, corrected);
    await this.handler.post('application-review', `/site-applications/${id}/submit`);
    await this.tell('it submits again');
  }

  /** Lets its bureau give the application back. */
  async refuseSite(id) {
    await this.decide(this.staff[this.unit.bureau].reviewer, id, true);
  }

  /** Lets each reviewer on the route decide until nobody has to any more. */
  async review(id, subject, mayRefuse) {
    const handlerSees = subject === 'site' ? `/site-applications/${id}` : undefined;
    for (;;) {
      const seen = await until(
        () => (handlerSees ? this.handler.get('application-review', handlerSees) : this.staff.conac.get('application-review', `/cases/${id}`).catch(bureauStage)),
        ({ state }) => Boolean(state),
        'the case is there',
      );
      if (OVER.has(seen.state)) return;
      const who = REVIEWERS[seen.state];
      const reviewer = who === 'conac' ? this.staff.conac : this.staff[this.unit.bureau].reviewer;
      const refuse = mayRefuse && this.refusals[0] === seen.state && Boolean(this.refusals.shift());
      const result = await this.decide(reviewer, id, refuse);
      const name = { BUREAU_REVIEW: 'the bureau', CONAC_REVIEW: 'CONAC', THIRD_REVIEW: 'the Central e-government centre' }[seen.state];
      await this.tell(`${name} ${refuse ? 'refuses' : 'passes'} the ${subject}`, result.state);
    }
  }

  async decide(reviewer, id, refuse) {
    await reviewer.post('application-review', `/cases/${id}/claim`);
    const { version, points } = await reviewer.get('application-review', `/cases/${id}`);
    const verdicts = points.map(({ point, reasons }, i) =>
      refuse && i === points.length - 1
        ? { point, result: 'refused', reasons: [reasons.at(-1).code], comment: '请完善网站简介后重新提交。' }
        : { point, result: 'passed' },
    );
    return reviewer.post('application-review', `/cases/${id}/decision`, { version, verdicts });
  }

  async handInPaper({ id, number }, { faulty }) {
    const filing = await until(() => this.handler.get('archival-filing', `/applications/${id}/filing`), ({ state }) => state === 'EXPECTED', 'paper is expected');
    for (const document of ['letter', 'form']) {
      const pdf = await until(() => this.handler.get('archival-filing', `/applications/${id}/${document}.pdf`), (bytes) => Buffer.isBuffer(bytes), `the ${document} can be printed`);
      if (!pdf.subarray(0, 5).equals(Buffer.from('%PDF-'))) throw new Error(`the ${document} is no PDF`);
    }
    await this.tell('the unit prints letter and form', number);
    const { archivist } = this.staff[this.unit.bureau];
    const received = await archivist.post('archival-filing', `/filings/${filing.id}/receive`, { version: filing.version, copies: 3 });
    await this.tell('the bureau receives the paper', received.number);
    const items = received.checklist.map(({ item }) => ({ item, result: faulty && item === 'letter' ? 'unstamped' : 'ok' }));
    if (faulty) {
      const body = { version: received.version, items, comment: '申请函未加盖单位公章。' };
      await archivist.post('archival-filing', `/filings/${filing.id}/fail`, body);
      return this.tell('the paper has a fault', '申请函未加盖单位公章');
    }
    await archivist.post('archival-filing', `/filings/${filing.id}/confirm`, { version: received.version, items });
    return this.tell('the bureau confirms the paper');
  }

  async replaceFailedApplication({ id }) {
    await until(() => this.handler.get('application-review', `/site-applications/${id}`), ({ state }) => state === 'PAPER_FAILED', 'the application ends');
    const next = await this.handler.post('application-review', `/site-applications/${id}/successor`);
    await this.handler.patch('application-review', `/site-applications/${next.id}`, { commitment: true });
    await this.handler.post('application-review', `/site-applications/${next.id}/submit`);
    await this.tell('the unit files a new application, prefilled');
    return this.passReviews(next.id);
  }

  async badgeIsIssued({ id }) {
    this.badge = await until(() => this.handler.get('badge-issuance', `/badges/by-application/${id}`), ({ code }) => Boolean(code), 'the badge is issued');
    const { code, colour, deadline } = this.badge;
    await this.tell('the system issues the badge', `${code} (${colour}), hang it by ${deadline}`);
  }

  async hangOnOwnSite() {
    const { id } = this.badge;
    const snippets = await this.handler.get('badge-issuance', `/badges/${id}/snippets`);
    this.sites.publish(this.unit.host, this.unit.siteName, snippets[this.plan.snippet ?? 'classic']);
    await this.handler.post('badge-issuance', `/badges/${id}/inspections`);
    await this.hung();
    await this.tell('the badge is found on the site', this.sites.homePage(this.unit.host));
  }

  async publishRedPage() {
    const mine = async () => (await this.handler.get('red-page', '/red-pages')).items.find(({ badgeId }) => badgeId === this.badge.id);
    let page = await until(mine, Boolean, 'the red page is opened');
    const { unit, contact } = this.unit.registration;
    const blocks = [
      { type: 'heading', level: 2, text: '单位简介' },
      { type: 'paragraph', text: unit.functions },
      { type: 'contact', address: unit.address, postcode: unit.postcode, phone: contact.phone },
    ];
    page = await this.handler.put('red-page', `/red-pages/${page.id}/draft`, { version: page.version, title: this.unit.siteName, blocks });
    page = await this.handler.put('red-page', `/red-pages/${page.id}/footer`, { version: page.version, badge: true });
    await this.handler.post('red-page', `/red-pages/${page.id}/publish`, { version: page.version });
    await this.hung();
    await this.tell('the red page is published with the badge', this.domain.uLabel);
  }

  async hung() {
    this.badge = await until(() => this.handler.get('badge-issuance', `/badges/${this.badge.id}`), ({ state }) => state === 'HUNG', 'the badge hangs');
  }

  tell(step, detail = '') {
    return this.say(this.unitId, step, detail);
  }
}

/** CONAC does not see what the bureau has not passed: not found for it means the bureau is at work. */
function bureauStage(error) {
  if (error.status === 404) return { state: 'BUREAU_REVIEW' };
  throw error;
}

async function patiently(ask) {
  for (let attempt = 0; ; attempt++) {
    const answer = await ask().catch(() => undefined);
    if (answer?.ok) return;
    if (attempt > 60) throw new Error('the payment provider does not answer');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
