import { listed } from '../../../format.js';
import { t } from '../../../i18n/index.js';
import type { SiteApplication, SiteForm } from '../model.js';

/** An answer in words. */
export function valueText({ domains }: SiteApplication, form: SiteForm, name: keyof SiteForm): string {
  if (name === 'place') return form.place ? t(`sites.place.${form.place}`) : '';
  if (name === 'serverIps') return listed(form.serverIps);
  if (name === 'domainIds') return listed(form.domainIds.map((id) => domains?.find((one) => one.id === id)?.uLabel ?? id));
  return String(form[name] ?? '');
}
