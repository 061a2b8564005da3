import { t } from '../../../i18n/index.js';

export interface UnitDraft {
  name: string; uscc: string; kind: '' | 'organ' | 'institution'; administrativeFunctions: boolean; affiliation: string;
  region: string; address: string; postcode: string; functions: string; superior: string;
}
export interface ContactDraft { responsiblePerson: string; handlerName: string; mobile: string; phone: string; mail: string }
export interface RegistrationDraft { unit: UnitDraft; contact: ContactDraft; loginName: string; password: string; repeated: string }

export const emptyRegistration = (): RegistrationDraft => ({
  unit: {
    name: '', uscc: '', kind: '', administrativeFunctions: false, affiliation: '', region: '', address: '', postcode: '', functions: '', superior: '',
  },
  contact: { responsiblePerson: '', handlerName: '', mobile: '', phone: '', mail: '' },
  loginName: '',
  password: '',
  repeated: '',
});

/** What is not filled in; everything else is judged by the service. */
export function missing({ unit, contact, loginName, password, repeated }: RegistrationDraft): Record<string, string> {
  const needed: [string, string][] = [
    ...Object.entries(unit).filter(([name]) => !['superior', 'administrativeFunctions'].includes(name)).map(([name, value]) => [`unit.${name}`, String(value)] as [string, string]),
    ...Object.entries(contact).map(([name, value]) => [`contact.${name}`, value] as [string, string]),
    ['loginName', loginName],
    ['password', password],
  ];
  const found = Object.fromEntries(
    needed.filter(([, value]) => value.trim() === '').map(([name]) => [name, t('field.missing', { field: t(`register.${name}`) })]),
  );
  if (password !== repeated) found.repeated = t('register.notRepeated');
  return found;
}

/** The body of the registration: texts without outer blanks, no empty superior. */
export function toBody({ unit, contact, loginName, password }: RegistrationDraft): object {
  const trimmed = (fields: object) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : (value as unknown)]));
  const { superior, ...rest } = unit;
  return {
    unit: { ...trimmed({ ...rest, administrativeFunctions: unit.kind === 'institution' && unit.administrativeFunctions }), ...(superior.trim() ? { superior: superior.trim() } : {}) },
    contact: trimmed(contact),
    loginName: loginName.trim(),
    password,
  };
}
