import type { SiteApplication, SiteForm } from '../model.js';
import { changesOf, errorsOf, FIELDS, firstRefused, STEP_OF_POINT, stepOf, STEPS } from './steps.js';

describe('the steps of the form', () => {
  it('have each field once, and find it', () => {
    const all = Object.entries(FIELDS).flatMap(([step, fields]) => fields.map((field) => [field, step] as const));
    expect(new Set(all.map(([field]) => field)).size).toBe(all.length);
    for (const [field, step] of all) expect(stepOf(field)).toBe(step);
  });

  it('find the member of a list, and leave the rest to the last step', () => {
    expect(stepOf('serverIps.0')).toBe('domain');
    expect(stepOf('commitment')).toBe('check');
    expect(stepOf('siteNames')).toBe('check');
  });

  it('name a step for each point of the reviewers', () => {
    for (const step of Object.values(STEP_OF_POINT)) expect(STEPS).toContain(step);
  });

  it('begin a correction at the first that holds a refused point, of either reviewer', () => {
    const decided = (stage: string, verdicts: Record<string, string>) => ({
      stage,
      verdicts: Object.entries(verdicts).map(([point, result]) => ({ point, result })),
    });
    const refused = (...decisions: object[]) => firstRefused({ state: 'REFUSED', rounds: [{ decisions: [] }, { decisions }] } as unknown as SiteApplication);
    const fine = { unit: 'passed', contact: 'passed' };
    expect(refused(decided('bureau', { ...fine, 'domain-name': 'refused', 'site-name': 'refused' }))).toBe('site');
    expect(refused(decided('bureau', { ...fine, 'domain-name': 'refused' }), decided('conac', { ...fine, contact: 'refused' }))).toBe('contact');
    expect(refused()).toBe('unit');
  });

  it('send their own fields only: trimmed, an emptied one as null', () => {
    const form = { address: ' 路1号 ', postcode: '', functions: '职能', siteName: '别处', serverIps: [' 1.2.3.4 ', ''], domainIds: ['d'], commitment: true };
    expect(changesOf(form as unknown as SiteForm, 'unit')).toEqual({ address: '路1号', postcode: null, functions: '职能' });
    expect(changesOf(form as unknown as SiteForm, 'domain')).toEqual({ domainIds: ['d'], englishDomain: null, homePage: null, serverIps: ['1.2.3.4'] });
    expect(changesOf(form as unknown as SiteForm, 'check')).toEqual({ commitment: true });
  });

  it('tell what is wrong with their fields, the first of two', () => {
    const one = {
      findings: [
        { pointer: '/serverIps/0', message: '不是公网地址' },
        { pointer: '/serverIps/1', message: '重复' },
        { pointer: '/siteName', message: '请填写网站名称' },
      ],
    } as unknown as SiteApplication;
    expect(errorsOf(one)).toEqual({ serverIps: '不是公网地址', siteName: '请填写网站名称' });
    expect(errorsOf(one, 'domain')).toEqual({ serverIps: '不是公网地址' });
    expect(errorsOf(one, 'contact')).toEqual({});
  });
});
