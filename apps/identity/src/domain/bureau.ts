import { BureauAdded, BureauChanged, BureauClosed, type BureauLevel, type BureauState } from '@biaozhi/contracts';
import { finding, problem, type Finding } from '@biaozhi/problem';
import { CENTRE, division } from '@biaozhi/standards';
import './messages.js';

export interface BureauParticulars {
  name: string;
  level: BureauLevel;
  region: string;
  parentId?: string;
  paperAddress: string;
  paperHours: string;
  copiesWanted: number;
  paperForInstitutions: boolean;
}

/** A bureau (机构编制部门, 编办) in the explicit tree. */
export class Bureau {
  id!: string;
  version!: number;
  state!: BureauState['state'];
  name!: string;
  level!: BureauLevel;
  region!: string;
  parentId?: string | null;
  paperAddress!: string;
  paperHours!: string;
  copiesWanted!: number;
  paperForInstitutions!: boolean;

  static add(id: string, particulars: BureauParticulars): [Bureau, BureauAdded] {
    const bureau = Object.assign(new Bureau(), particulars, { id, version: 1, state: 'ACTIVE' });
    return [bureau, BureauAdded.of(bureau.published())];
  }

  change(particulars: Partial<Omit<BureauParticulars, 'level' | 'region'>>): BureauChanged {
    this.mustBeActive();
    Object.assign(this, particulars);
    return BureauChanged.of(this.published());
  }

  close(): BureauClosed {
    this.mustBeActive();
    this.state = 'CLOSED';
    return BureauClosed.of(this.published());
  }

  published(): BureauState {
    const { id, region, name, level, paperAddress, paperHours, copiesWanted, paperForInstitutions, state } = this;
    const whole = { name, level, paperAddress, paperHours, copiesWanted, paperForInstitutions, state };
    return { id, bureauId: id, region, ...whole, parentId: this.parentId ?? undefined };
  }

  private mustBeActive(): void {
    if (this.state !== 'ACTIVE') throw problem(409, 'bureau-closed', { extensions: { state: this.state } });
  }
}

/** What is wrong with a new bureau's place. */
export function bureauFindings({
  level,
  region,
  parentId,
}: Pick<BureauParticulars, 'level' | 'region' | 'parentId'>): Finding[] {
  const findings: Finding[] = [];
  if (division(region)?.level !== level) findings.push(finding('bureau-level-not-of-region', '/level'));
  if (!parentId && region !== CENTRE) findings.push(finding('bureau-parent-unknown', '/parentId'));
  return findings;
}
