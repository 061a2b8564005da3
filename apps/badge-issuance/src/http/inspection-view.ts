import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FINDINGS } from '../inspection/finding.js';
import type { PageEvidence } from '../inspection/site-inspector.js';
import type { Inspection } from '../store/inspections.js';

/** What one page gave. */
export class PageEvidenceView implements PageEvidence {
  @ApiProperty() url!: string;
  /** Where the redirects ended. */
  @ApiPropertyOptional() finalUrl?: string;
  @ApiPropertyOptional() status?: number;
  /** The address that was connected. */
  @ApiPropertyOptional() address?: string;
  @ApiPropertyOptional() bytes?: number;
  /** Of the body, hex. */
  @ApiPropertyOptional() sha256?: string;
  @ApiProperty({ enum: FINDINGS }) finding!: PageEvidence['finding'];
  /** Why it could not be read: refused, redirects, too-large, timeout, status, no-html, encoding, tls, unreachable. */
  @ApiPropertyOptional() detail?: string;
  /** The badge's markup. */
  @ApiPropertyOptional() excerpt?: string;
}

/** An inspection: asked for, at work, or done with its evidence. */
export class InspectionView implements Inspection {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) badgeId!: string;
  @ApiProperty({ enum: ['schedule', 'person'] }) askedBy!: Inspection['askedBy'];
  @ApiProperty({ format: 'date-time' }) askedAt!: string;
  @ApiProperty({ enum: ['QUEUED', 'RUNNING', 'DONE'] }) state!: Inspection['state'];
  @ApiPropertyOptional({ format: 'date-time' }) finishedAt?: string;
  @ApiPropertyOptional({ enum: FINDINGS }) finding?: Inspection['finding'];
  /** The home page first. */
  @ApiProperty({ type: [PageEvidenceView] }) pages!: PageEvidenceView[];
}

/** A page of inspections. */
export class InspectionPage {
  @ApiProperty({ type: [InspectionView] }) items!: InspectionView[];
  @ApiPropertyOptional() next?: string;
}

/** The code to paste before `</body>`. */
export class SnippetsView {
  /** The form that sites use today; writes itself while the page loads. */
  @ApiProperty() classic!: string;
  /** For pages built by script, cached or under a policy that forbids document.write. */
  @ApiProperty() static!: string;
  /** Image and link, where no script is allowed. */
  @ApiProperty() link!: string;
}
