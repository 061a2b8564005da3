import {
  UnitAbolished,
  UnitChanged,
  UnitMerged,
  UnitRegistered,
  type Affiliation,
  type UnitKind,
  type UnitState,
} from '@biaozhi/contracts';
import { finding, problem, type Finding } from '@biaozhi/problem';
import { checkUscc } from '@biaozhi/standards';
import { fitsTogether } from './serving.js';
import './messages.js';

/** What a unit says of itself when it registers (新用户注册). */
export interface UnitParticulars {
  name: string;
  uscc: string;
  kind: UnitKind;
  administrativeFunctions: boolean;
  affiliation: Affiliation;
  region: string;
  address: string;
  postcode: string;
  functions: string;
  /** 主管单位 */
  superior?: string;
}

/** An applicant unit (申请单位). */
export class Unit {
  id!: string;
  version!: number;
  state!: UnitState['state'];
  name!: string;
  uscc!: string;
  kind!: UnitKind;
  administrativeFunctions!: boolean;
  affiliation!: Affiliation;
  region!: string;
  address!: string;
  postcode!: string;
  functions!: string;
  superior?: string | null;
  bureauId!: string;
  mergedInto?: string | null;

  /** Registers a unit at the bureau that was found for it. */
  static register(id: string, particulars: UnitParticulars, bureauId: string): [Unit, UnitRegistered] {
    const unit = Object.assign(new Unit(), particulars, { id, version: 1, state: 'ACTIVE', bureauId });
    return [unit, UnitRegistered.of(unit.published())];
  }

  /** Everything but the code, which is the unit's identity, can change; a change of place may change the bureau. */
  change(particulars: Partial<Omit<UnitParticulars, 'uscc'>>, bureauId = this.bureauId): UnitChanged {
    this.mustBeActive();
    Object.assign(this, particulars, { bureauId });
    return UnitChanged.of(this.published());
  }

  mergeInto(other: Pick<Unit, 'id' | 'state'>): UnitMerged {
    this.mustBeActive();
    if (other.id === this.id) throw problem(422, 'rules-broken', { findings: [finding('merge-into-itself', '/into')] });
    if (other.state !== 'ACTIVE')
      throw problem(422, 'rules-broken', { findings: [finding('unit-not-active', '/into')] });
    this.state = 'MERGED';
    this.mergedInto = other.id;
    return UnitMerged.of(this.published());
  }

  abolish(): UnitAbolished {
    this.mustBeActive();
    this.state = 'ABOLISHED';
    return UnitAbolished.of(this.published());
  }

  /** The public state. The superior body is not part of it. */
  published(): UnitState {
    const {
      id,
      region,
      bureauId,
      uscc,
      name,
      kind,
      administrativeFunctions,
      affiliation,
      address,
      postcode,
      functions,
    } = this;
    const whole = {
      uscc,
      name,
      kind,
      administrativeFunctions,
      affiliation,
      address,
      postcode,
      functions,
      state: this.state,
    };
    return { id, unitId: id, region, bureauId, ...whole, mergedInto: this.mergedInto ?? undefined };
  }

  private mustBeActive(): void {
    if (this.state !== 'ACTIVE') throw problem(409, 'unit-not-active', { extensions: { state: this.state } });
  }
}

const PREFIX: Record<UnitKind, string> = { organ: '11', institution: '12' };

/** What does not fit together in a unit's particulars; each field by itself was checked before. */
export function particularsFindings(
  {
    uscc,
    kind,
    administrativeFunctions,
    affiliation,
    region,
  }: Omit<UnitParticulars, 'name' | 'address' | 'postcode' | 'functions'>,
  at = '/unit',
): Finding[] {
  const findings: Finding[] = [];
  const code = checkUscc(uscc);
  // The other bodies that the registry serves (mass organisations, 19 and 5x codes) register as the kind they are treated as.
  const fits =
    code.ok && code.kind !== 'business' && (code.value.startsWith(PREFIX[kind]) || !/^1[12]/.test(code.value));
  if (!fits) findings.push(finding('uscc-does-not-fit-kind', `${at}/uscc`));
  if (kind === 'organ' && administrativeFunctions) {
    findings.push(finding('administrative-functions-of-organ', `${at}/administrativeFunctions`));
  }
  if (!fitsTogether(affiliation, region)) findings.push(finding('region-does-not-fit-affiliation', `${at}/region`));
  return findings;
}
