import type { Decision, SiteApplication, SiteForm, Verdict } from '../model.js';

/** The topics of the form, one a page. */
export const STEPS = ['unit', 'contact', 'site', 'domain', 'check'] as const;
export type Step = (typeof STEPS)[number];

type Field = keyof SiteForm;

export const FIELDS: Record<Exclude<Step, 'check'>, Field[]> = {
  unit: ['address', 'postcode', 'functions'],
  contact: ['responsiblePerson', 'handlerName', 'mobile', 'phone', 'mail'],
  site: ['place', 'siteName', 'introduction', 'icpNumber', 'siteCode'],
  domain: ['domainIds', 'englishDomain', 'homePage', 'serverIps'],
};

/** The step on which a field of a finding's pointer is; the commitment stands with the answers. */
export const stepOf = (field: string): Step =>
  (Object.entries(FIELDS).find(([, fields]) => fields.some((one) => field === one || field.startsWith(`${one}.`)))?.[0] as Step | undefined) ?? 'check';

/** Review points of the bureau and CONAC → the step where they are corrected. */
export const STEP_OF_POINT: Record<string, Step> = {
  unit: 'unit', contact: 'contact', 'site-name': 'site', 'domain-name': 'domain',
};

/** What the reviewers of the last round did not accept, each with the step where it is corrected. */
export function refusedOf({ state, rounds }: Pick<SiteApplication, 'state' | 'rounds'>): (Verdict & { stage: Decision['stage']; step: Step | undefined })[] {
  if (state !== 'REFUSED') return [];
  return (rounds.at(-1)?.decisions ?? []).flatMap(({ stage, verdicts }) =>
    verdicts.filter(({ result }) => result === 'refused').map((verdict) => ({ stage, step: STEP_OF_POINT[verdict.point], ...verdict })),
  );
}

/** Where a refused form is corrected first. */
export const firstRefused = (application: Pick<SiteApplication, 'state' | 'rounds'>): Step =>
  STEPS.find((one) => refusedOf(application).some(({ step }) => step === one)) ?? 'unit';

/** What a step sends: only its own fields; an emptied one as null. */
export function changesOf(form: SiteForm, step: Step): Record<string, unknown> {
  const fields: Field[] = step === 'check' ? ['commitment'] : FIELDS[step];
  return Object.fromEntries(
    fields.map((name) => {
      const value = form[name];
      if (typeof value === 'string') return [name, value.trim() === '' ? null : value.trim()];
      if (name === 'serverIps') return [name, form.serverIps.map((ip) => ip.trim()).filter(Boolean)];
      return [name, value ?? null];
    }),
  );
}

/** Field → sentence of what is wrong by now; lists' members count to their list. */
export function errorsOf({ findings }: SiteApplication, step?: Step): Record<string, string> {
  const found = findings.map(({ pointer, message }) => [pointer.slice(1).split('/')[0] ?? '', message] as const).toReversed();
  return Object.fromEntries(found.filter(([field]) => step === undefined || stepOf(field) === step));
}
