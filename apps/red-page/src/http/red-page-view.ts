import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { RED_PAGE_STATES } from '@biaozhi/contracts';
import type { Role } from '@biaozhi/workflow';
import type { RedPage } from '../domain/red-page.js';
import { redPageWorkflow } from '../domain/red-page.workflow.js';
import type { Content } from '../domain/rules.js';

/** The name under which a page is served. */
export class HostView {
  @ApiProperty({ example: '示例中心.公益' }) uLabel!: string;
  @ApiProperty({ example: 'xn--fiq228c.xn--55qw42g' }) aLabel!: string;
}

/** A red page as its unit and staff see it. */
export class RedPageView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) badgeId!: string;
  @ApiProperty({ format: 'uuid' }) unitId!: string;
  @ApiProperty() unitName!: string;
  @ApiProperty() siteName!: string;
  @ApiProperty({ enum: RED_PAGE_STATES }) state!: RedPage['state'];
  /** The name under which visitors find it. */
  @ApiProperty({ type: HostView }) host!: RedPage['host'];
  /** Title, blocks and footer as they are being written. */
  @ApiProperty({ type: 'object', additionalProperties: true }) draft!: Content;
  /** Why it may not be shown: `badge`, `domain`. */
  @ApiProperty({ type: [String] }) holds!: string[];
  /** Number of the publication that visitors see; 0 before the first. */
  @ApiProperty() publications!: number;
  @ApiProperty() version!: number;
  /** Steps that the reader may take now. */
  @ApiProperty({ type: [String] }) offers!: string[];
  @ApiPropertyOptional({ format: 'uuid' }) bureauId?: string;
}

/** A page of red pages. */
export class RedPagePage {
  @ApiProperty({ type: [RedPageView] }) items!: RedPageView[];
  /** Where the next page begins; absent on the last. */
  @ApiPropertyOptional() next?: string;
}

/** Shows a page to somebody with these roles. */
export const redPageView = (page: RedPage, roles: readonly Role[]): RedPageView => ({
  id: page.id,
  badgeId: page.badgeId,
  unitId: page.unitId,
  bureauId: page.bureauId,
  unitName: page.unitName,
  siteName: page.siteName,
  state: page.state,
  host: page.host,
  draft: page.draft,
  holds: page.holds,
  publications: page.publications,
  version: page.version,
  offers: redPageWorkflow.offers(page, roles),
});
