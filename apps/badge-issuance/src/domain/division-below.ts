import { CENTRE, division } from '@biaozhi/standards';

/**
 * The division directly below `above` in which a region lies, the region itself for one that is `above`; nothing for a
 * region elsewhere. Follows the table of divisions: a county that a province runs itself lies directly below it.
 */
export function divisionBelow(above: string, region: string): string | undefined {
  if (region === above) return region;
  const parent = division(region)?.parent;
  if (parent === undefined) return undefined;
  return parent === above ? region : divisionBelow(above, parent);
}

/** Name of a division; the code for one that the table does not have. */
export const nameOfDivision = (code: string): string => (code === CENTRE ? '中央' : (division(code)?.name ?? code));
