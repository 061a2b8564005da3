import type { PassedForm } from '@biaozhi/contracts';
import type { PrintedData } from './printed-data.js';

/** A local organ that opens its own site; synthetic throughout. */
export const sampleForm = (changes: { unit?: Partial<PassedForm['unit']>; site?: Partial<PassedForm['site']> } = {}): PassedForm => ({
  number: 'WZ20261100001',
  kind: 'opening',
  unit: {
    name: '济南市历下区人民政府',
    uscc: '11370102004123454P',
    kind: 'organ',
    affiliation: 'county',
    region: '370102',
    address: '山东省济南市历下区示例路1号',
    postcode: '250000',
    functions: '负责本行政区域内的经济、教育、科学、文化、卫生、体育和城乡建设事业以及财政、民政等行政工作。',
    ...changes.unit,
  },
  contact: {
    responsiblePerson: '张示例',
    handlerName: '李示例',
    mobile: '13900000001',
    phone: '0531-88888888',
    mail: 'handler@lixia.example',
  },
  site: {
    name: '历下区人民政府',
    place: 'own-site',
    domains: [{ uLabel: '历下区人民政府.政务', aLabel: 'xn--ghq9po5iwim30cimjg4l.xn--zfr164b' }],
    englishDomain: 'www.lixia.gov.cn',
    homePage: 'https://www.lixia.gov.cn/',
    serverIps: ['203.0.113.10'],
    introduction: '历下区人民政府门户网站，发布政务信息，提供办事服务，开展互动交流。',
    ...changes.site,
  },
  passedAt: '2026-11-20T08:00:00.000Z',
});

/** Print data around a form. */
export const sampleData = (form: PassedForm = sampleForm()): PrintedData => ({
  form,
  dataHash: '3f8a1c07'.repeat(8),
  bureauName: '中共济南市历下区委机构编制委员会办公室',
  regionName: '山东省济南市历下区',
  copies: 3,
  day: '2026-11-24',
  checkUrl: `https://biaozhi.example/api/archival-filing/check/${form.number}?hash=3f8a1c073f8a1c07`,
});
