import {
  DossierPassedInFull,
  SiteApplicationBureauApproved,
  SiteApplicationBureauRefused,
  SiteApplicationCompleted,
  SiteApplicationConacApproved,
  SiteApplicationConacRefused,
  SiteApplicationLapsed,
  SiteApplicationOverdue,
  SiteApplicationPaperFailed,
  SiteApplicationPassed,
  SiteApplicationSubmitted,
  SiteApplicationThirdApproved,
  SiteApplicationThirdRefused,
  SiteApplicationWithdrawn,
  type AggregateData,
  type ApplicationKind,
  type FilingState,
  type PassedForm,
  type SiteApplicationState,
  type Stage,
} from '@biaozhi/contracts';
import { finding, problem } from '@biaozhi/problem';
import type { Role } from '@biaozhi/workflow';
import type { Act } from './act.js';
import type { BureauCopy, ContactCopy, SiteFacts, UnitCopy } from './facts.js';
import { freeze } from './passed-form.js';
import { ReviewCase } from './review-case.js';
import { stepOf } from './review-steps.js';
import { actsAsOrgan, needsPaper, routeOf } from './routes.js';
import { filledIn, prefilled, submitted, type SiteForm, type SubmittedSite } from './site-form.js';
import {
  firstStageUndecided,
  siteApplicationWorkflow as table,
  type SiteApplicationStateName,
  type SiteApplicationStep,
} from './site-application.workflow.js';

const DECIDED: Record<Stage, Record<'approved' | 'refused', typeof SiteApplicationBureauApproved>> = {
  bureau: { approved: SiteApplicationBureauApproved, refused: SiteApplicationBureauRefused },
  conac: { approved: SiteApplicationConacApproved, refused: SiteApplicationConacRefused },
  third: { approved: SiteApplicationThirdApproved, refused: SiteApplicationThirdRefused },
};

/** How far the paper is, as archival-filing says. */
export type PaperProgress = Pick<FilingState, 'id' | 'number' | 'state'>;

/** An application for opening review or re-review of a site (网站开办审核、资格复核申请). */
export class SiteApplication extends ReviewCase<SiteApplicationStateName, SubmittedSite> {
  readonly subject = 'site' as const;
  /** 申请编号; given at the first submission and kept through every round. */
  number?: string;
  kind!: ApplicationKind;
  form!: SiteForm;
  paperRequired!: boolean;
  /** What makes two applications be about one site: the A-label of the main domain. */
  siteKey?: string;
  /** SHA-256 of the form as passed. */
  dataHash?: string;
  /** The form as passed, canonical JSON, to the byte as hashed. */
  passedJson?: string;
  /** Day of the last online approval, Asia/Shanghai. */
  passedOn?: string;
  /** The application whose paper failed and which this one replaces. */
  predecessorId?: string;
  paper?: PaperProgress;
  /** RFC 3339 */
  createdAt!: string;

  /** A draft, prefilled with what is known of unit and handler. */
  static draft(
    id: string,
    kind: ApplicationKind,
    unit: UnitCopy,
    bureau: BureauCopy | undefined,
    contact: ContactCopy | undefined,
    act: Act,
  ): SiteApplication {
    if (kind === 're-review' && !actsAsOrgan(unit)) {
      throw problem(422, 'rules-broken', { findings: [finding('kind-not-for-institutions', '/kind')] });
    }
    if (unit.state !== 'ACTIVE') throw problem(422, 'rules-broken', { findings: [finding('unit-not-active', '')] });
    const draft = Object.assign(new SiteApplication(), {
      id,
      kind,
      state: table.initial,
      version: 1,
      rounds: [],
      dueProvisional: false,
      unitId: unit.id,
      form: prefilled(unit, contact),
      createdAt: act.at.toISOString(),
    });
    draft.follow(unit, bureau);
    return draft;
  }

  /** A draft that replaces this application after its paper failed: new number, same content, linked. */
  successor(id: string, unit: UnitCopy, bureau: BureauCopy | undefined, act: Act): SiteApplication {
    table.fire('replace', this, act.by.roles, act);
    const next = SiteApplication.draft(id, this.kind, unit, bureau, undefined, act);
    // The tick is a promise about what is sent now, so it must be made again.
    next.form = { ...this.form, commitment: false };
    next.predecessorId = this.id;
    return next;
  }

  /** Fills in some fields; possible as long as nobody reviews. */
  fillIn(fields: { [K in keyof SiteForm]?: SiteForm[K] | null }, act: Act): AggregateData[] {
    table.fire(this.state === 'REFUSED' ? 'correct' : 'fillIn', this, act.by.roles, act);
    this.form = filledIn(this.form, fields);
    this.changed();
    return [];
  }

  /**
   * Submits, for the first time or again. The route is that of the unit as it is now.
   * @param number asked for only when it has none yet
   */
  async submit(act: Act & { facts: SiteFacts }, number: () => Promise<string>): Promise<AggregateData[]> {
    this.follow(act.facts.unit, act.facts.bureau);
    const next = table.fire('submit', this, act.by.roles, act);
    this.number ??= await number();
    const data = submitted(this.form, this.kind, act.facts);
    this.siteKey = data.domains[0]!.aLabel;
    this.beginRound(data, act);
    this.state = next;
    this.changed();
    return [SiteApplicationSubmitted.of(this.publicState())];
  }

  /** The stage at work decides; after the last approval the form is frozen for good. */
  decide(act: Act): AggregateData[] {
    this.mayDecide(act.by, 'decide');
    this.freeFor(act.by, act.at);
    const approved = !act.verdicts?.some((verdict) => verdict.result === 'refused');
    const passes = approved && this.atLastStage;
    const next = table.fire(stepOf(this.stage!, approved), this, act.by.roles, act);
    const decision = this.keepDecision(act);
    this.state = next;
    this.changed();
    const dossier = passes ? this.pass(act) : [];
    const decided = DECIDED[decision.stage][decision.result].of({
      ...this.publicState(),
      stage: decision.stage,
      verdicts: this.verdictsForEvents(),
    });
    if (!passes) return [decided];
    const completed = this.state === 'COMPLETED' ? [SiteApplicationCompleted.of(this.publicState())] : [];
    return [decided, SiteApplicationPassed.of(this.publicState()), ...dossier, ...completed];
  }

  private pass(act: Act): DossierPassedInFull[] {
    const { form, json, hash } = freeze(this.number!, this.round.data, act.at);
    this.dataHash = hash;
    this.passedJson = json;
    this.passedOn = act.today;
    const { id, unitId, region, bureauId } = this;
    return [DossierPassedInFull.of({ id, unitId, region, bureauId, number: this.number!, dataHash: hash, form })];
  }

  /** The unit takes it back. Of a draft nobody has heard, so nobody is told. */
  withdraw(act: Act): AggregateData[] {
    return this.takeBack('withdraw', act);
  }

  /** Its unit was merged or abolished. Says nothing where it has ended before. */
  unitEnds(act: Act): AggregateData[] {
    return table.offers(this, act.by.roles).includes('unitEnds') ? this.takeBack('unitEnds', act) : [];
  }

  private takeBack(step: 'withdraw' | 'unitEnds', act: Act): AggregateData[] {
    const heardOf = this.rounds.length > 0;
    this.state = table.fire(step, this, act.by.roles, act);
    this.rest();
    this.changed();
    return heardOf ? [SiteApplicationWithdrawn.of(this.publicState())] : [];
  }

  /** Archival-filing tells how far the paper is; its two ends are ends of the application too. */
  paperMoves(filing: Pick<FilingState, 'id' | 'number' | 'state' | 'dataHash'>, act: Act): AggregateData[] {
    if (filing.dataHash !== this.dataHash) throw problem(409, 'data-hash-differs');
    this.paper = { id: filing.id, number: filing.number, state: filing.state };
    if (filing.state === 'CONFIRMED') {
      this.state = table.fire('confirmPaper', this, act.by.roles, act);
      this.changed();
      return [SiteApplicationCompleted.of(this.publicState())];
    }
    if (filing.state === 'FAILED') {
      this.state = table.fire('failPaper', this, act.by.roles, act);
      this.changed();
      return [SiteApplicationPaperFailed.of(this.publicState())];
    }
    return [];
  }

  /** The paper was never handed in. What the bureau has received does not lapse. */
  lapse(act: Act): AggregateData[] {
    if (this.state !== 'AWAITING_PAPER' || this.paper?.state === 'RECEIVED') return [];
    this.state = table.fire('lapse', this, act.by.roles, act);
    this.changed();
    return [SiteApplicationLapsed.of(this.publicState())];
  }

  /** Says once that the stage at work is late; it decides nothing by that. */
  flagOverdue(at: Date, today: string): AggregateData[] {
    return this.becomesOverdue(at, today) ? [SiteApplicationOverdue.of(this.publicState())] : [];
  }

  /** The steps that a role may take now. */
  offersTo(roles: readonly Role[]): SiteApplicationStep[] {
    return table.offers(this, roles).filter((step) => step !== 'withdraw' || !firstStageUndecided(this));
  }

  /** The form as passed; from the last online approval on. */
  get passedForm(): PassedForm | undefined {
    return this.passedJson === undefined ? undefined : (JSON.parse(this.passedJson) as PassedForm);
  }

  /** Takes over where the unit belongs: route, bureau, and whether paper is needed. */
  private follow(unit: UnitCopy, bureau: BureauCopy | undefined): void {
    this.unitName = unit.name;
    this.region = unit.region;
    this.route = routeOf(unit);
    this.bureauId = bureau?.id;
    this.paperRequired = needsPaper(this.route, bureau?.paperForInstitutions ?? false);
  }

  /** What the bus may know: the last submission, never the draft on the unit's desk, and nothing about persons. */
  private publicState(): Omit<SiteApplicationState, never> {
    const { data } = this.round;
    return {
      id: this.id,
      unitId: this.unitId,
      region: this.region,
      bureauId: this.bureauId,
      number: this.number!,
      state: this.state,
      kind: data.kind,
      route: this.route,
      round: this.rounds.length,
      place: data.place,
      siteName: data.siteName,
      domains: data.domains.map(({ uLabel, aLabel }) => ({ uLabel, aLabel })),
      englishDomain: data.englishDomain,
      homePage: data.homePage,
      paperRequired: this.paperRequired,
      stage: this.stage,
      verdicts: [],
      dueDay: this.dueDay,
      dataHash: this.dataHash,
      predecessorId: this.predecessorId,
    };
  }
}
