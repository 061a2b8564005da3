import type { PassedForm } from '@biaozhi/contracts';

/** All that letter and form say. Two prints of the same data differ in the day only. */
export interface PrintedData {
  /** The form as passed, which the hash covers. */
  form: PassedForm;
  /** SHA-256 (hex) of the canonical form. */
  dataHash: string;
  /** Addressee (主送机关), full name. */
  bureauName: string;
  /** The unit's division in full, e.g. 山东省济南市历下区. */
  regionName: string;
  /** How many copies the bureau wants. */
  copies: number;
  /** Day of printing, `YYYY-MM-DD` in Asia/Shanghai. */
  day: string;
  /** Address that the QR code opens. */
  checkUrl: string;
}

/** 校验码: how much of the hash a person can compare, sixteen hex digits in groups of four. */
export const shortHash = (dataHash: string): string =>
  (dataHash.slice(0, 16).toUpperCase().match(/.{4}/g) ?? []).join('-');
