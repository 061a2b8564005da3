import {
  RedPageClosed,
  RedPageEdited,
  RedPageOffline,
  RedPagePublished,
  type BadgeState,
  type RedPageState,
} from '@biaozhi/contracts';
import type { Role } from '@biaozhi/workflow';
import type { Block } from './blocks.js';
import { redPageWorkflow } from './red-page.workflow.js';
import type { Content, Footer, Hold, PageSubject } from './rules.js';

/** The badge in the footer, as it was issued. */
export type PageBadge = Pick<BadgeState, 'code' | 'publicId' | 'colour'>;

/** What visitors see: a copy of the draft at the moment of publishing; it never changes. */
export interface Publication {
  /** 1, 2, 3 … for each page. */
  number: number;
  content: Content;
  badge: PageBadge;
}

/** 网络红页 (微网站): a hosted page of a unit without a site of its own. */
export class RedPage implements PageSubject {
  id!: string;
  badgeId!: string;
  unitId!: string;
  region!: string;
  bureauId?: string;
  unitName!: string;
  siteName!: string;
  host!: { uLabel: string; aLabel: string };
  badge!: PageBadge;
  state!: RedPageState['state'];
  draft!: Content;
  holds!: Hold[];
  resumes?: 'PUBLISHED' | 'EDITED';
  /** Number of the newest publication; 0 before the first. */
  publications!: number;
  /** +1 on every change. */
  version!: number;

  /**
   * Opens the draft page of a badge. Nothing is said of it until it is published.
   * @param prefilled what is known of the unit
   */
  static open(id: string, badge: BadgeState, prefilled: { title: string; blocks: Block[] }): RedPage {
    return Object.assign(new RedPage(), factsOf(badge), {
      id,
      unitId: badge.unitId!,
      region: badge.region,
      bureauId: badge.bureauId,
      host: badge.domains[0]!,
      state: redPageWorkflow.initial,
      draft: { ...prefilled, footer: { badge: false, lines: [] } },
      holds: [],
      publications: 0,
      version: 0,
    });
  }

  /** Changes title and blocks. @throws Problem 403, 409 */
  edit(by: readonly Role[], title: string, blocks: Block[]): RedPageState[] {
    return this.write(by, { ...this.draft, title, blocks });
  }

  /** Changes the footer. @throws Problem 403, 409 */
  setFooter(by: readonly Role[], footer: Footer): RedPageState[] {
    return this.write(by, { ...this.draft, footer });
  }

  /** Publishes the draft as it is. @throws Problem 403, 409, 422 with everything that is missing */
  publish(by: readonly Role[]): { publication: Publication; events: RedPageState[] } {
    this.state = redPageWorkflow.fire('publish', this, by, {});
    this.resumes = undefined;
    this.publications += 1;
    const publication = { number: this.publications, content: structuredClone(this.draft), badge: { ...this.badge } };
    return { publication, events: [RedPagePublished.of(this.publicState())] };
  }

  /** The unit takes its page down. @throws Problem 403, 409 */
  takeOffline(by: readonly Role[]): RedPageState[] {
    this.state = redPageWorkflow.fire('takeOffline', this, by, {});
    return [RedPageOffline.of(this.publicState())];
  }

  /** The badge or the domain has ceased to be good. */
  hold(hold: Hold): RedPageState[] {
    if (this.state === 'CLOSED' || this.holds.includes(hold)) return [];
    const before = this.state;
    this.state = redPageWorkflow.fire('hold', this, 'system', { hold });
    this.holds = [...this.holds, hold];
    if (before !== 'PUBLISHED' && before !== 'EDITED') return [];
    this.resumes = before;
    return [RedPageOffline.of(this.publicState())];
  }

  /** What held it is good again; the page comes back if it was up. */
  release(hold: Hold): RedPageState[] {
    if (this.state === 'CLOSED' || !this.holds.includes(hold)) return [];
    this.state = redPageWorkflow.fire('release', this, 'system', { hold });
    this.holds = this.holds.filter((one) => one !== hold);
    if (this.state !== 'PUBLISHED' && this.state !== 'EDITED') return [];
    this.resumes = undefined;
    // What visitors see is the newest publication, also where the draft is ahead of it.
    const published = RedPagePublished.of({ ...this.publicState(), state: 'PUBLISHED' });
    return this.state === 'PUBLISHED' ? [published] : [published, RedPageEdited.of(this.publicState())];
  }

  /** A newer badge of the same site takes the page over. */
  adopt(badge: BadgeState): RedPageState[] {
    const before = this.state;
    this.state = redPageWorkflow.fire('adopt', this, 'system', {});
    Object.assign(this, factsOf(badge));
    return this.state === 'EDITED' && before !== 'EDITED' ? [RedPageEdited.of(this.publicState())] : [];
  }

  /** The badge was revoked: the page ends. */
  close(): RedPageState[] {
    if (this.state === 'CLOSED') return [];
    this.state = redPageWorkflow.fire('close', this, 'system', {});
    return [RedPageClosed.of(this.publicState())];
  }

  /** What everybody may know. */
  publicState(): RedPageState {
    return {
      id: this.id,
      unitId: this.unitId,
      region: this.region,
      bureauId: this.bureauId,
      badgeId: this.badgeId,
      state: this.state,
      host: this.host,
      badgeInFooter: this.publications > 0,
    };
  }

  private write(by: readonly Role[], draft: Content): RedPageState[] {
    const before = this.state;
    this.state = redPageWorkflow.fire('edit', this, by, {});
    this.draft = draft;
    // While it is held the page would come back with unpublished changes.
    if (this.resumes === 'PUBLISHED') this.resumes = 'EDITED';
    return this.state === 'EDITED' && before !== 'EDITED' ? [RedPageEdited.of(this.publicState())] : [];
  }
}

const factsOf = ({ id, unitName, siteName, code, publicId, colour }: BadgeState) => ({
  badgeId: id,
  unitName,
  siteName,
  badge: { code, publicId, colour },
});
