import { createHash } from 'node:crypto';
import { canonicalJson, type PassedForm } from '@biaozhi/contracts';
import type { SubmittedSite } from './site-form.js';

/** The form as it passed, with its canonical JSON (RFC 8785) and the SHA-256 of that, hex. */
export interface Frozen {
  form: PassedForm;
  json: string;
  hash: string;
}

/** Freezes a form at the last online approval: letter and form are printed from this, and from nothing else. */
export function freeze(number: string, { kind, unit, contact, ...site }: SubmittedSite, passedAt: Date): Frozen {
  const { administrativeFunctions: _, ...printed } = unit;
  const form: PassedForm = {
    number,
    kind,
    unit: printed,
    contact,
    site: {
      name: site.siteName,
      place: site.place,
      domains: site.domains.map(({ uLabel, aLabel }) => ({ uLabel, aLabel })),
      serverIps: site.serverIps,
      introduction: site.introduction,
      ...(site.englishDomain ? { englishDomain: site.englishDomain } : {}),
      ...(site.homePage ? { homePage: site.homePage } : {}),
      ...(site.icpNumber ? { icpNumber: site.icpNumber } : {}),
      ...(site.siteCode ? { siteCode: site.siteCode } : {}),
    },
    passedAt: passedAt.toISOString(),
  };
  const json = canonicalJson(form);
  return { form, json, hash: createHash('sha256').update(json).digest('hex') };
}
