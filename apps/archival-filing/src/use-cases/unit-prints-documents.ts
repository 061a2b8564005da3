import { Injectable } from '@nestjs/common';
import { hashOf } from '@biaozhi/contracts';
import type { Principal } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import { Audit, Clock } from '@biaozhi/service-kit';
import { fullName } from '@biaozhi/standards';
import { ArchivalFilingConfig } from '../config.js';
import { checkUrl } from '../documents/check-url.js';
import { printForm, printLetter } from '../documents/print.js';
import type { PrintedData } from '../documents/printed-data.js';
import type { Filing } from '../domain/filing.js';
import { inScope } from '../domain/scope.js';
import { Copies, type BureauCopy } from '../store/copies.js';
import { Dossiers } from '../store/dossiers.js';
import { Filings } from '../store/filings.js';

export type DocumentName = 'letter' | 'form';

/** Letter and form, from the data as passed, and only once every online review has passed. */
@Injectable()
export class UnitPrintsDocuments {
  constructor(
    private readonly filings: Filings,
    private readonly dossiers: Dossiers,
    private readonly copies: Copies,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: ArchivalFilingConfig,
  ) {}

  /**
   * @throws Problem 409 `print-before-both-passed`, `no-paper-needed`, `filing-closed`, `data-altered`; 404 for another unit's or
   *   bureau's application; 503 while form or bureau are still on their way
   */
  async run(reader: Principal, applicationId: string, document: DocumentName): Promise<Buffer> {
    const filing = await this.filingOf(reader, applicationId);
    filing.assertPrintable();
    const data = await this.dataOf(filing);
    const pdf = await (document === 'letter' ? printLetter(data) : printForm(data));
    const details = { applicationNumber: filing.applicationNumber, dataHash: filing.dataHash };
    await this.audit.record({ actor: reader, action: `filing.print-${document}`, subject: `filing/${filing.id}`, details });
    return pdf;
  }

  private async filingOf(reader: Principal, applicationId: string): Promise<Filing> {
    const application = await this.copies.application(applicationId);
    if (application) inScope(application, reader);
    const filing = await this.filings.ofApplication(applicationId);
    if (filing) return inScope(filing, reader);
    // An application that nobody has told us of is a draft at best.
    const paperless = application?.state === 'COMPLETED' && !application.paperRequired;
    throw problem(409, paperless ? 'no-paper-needed' : 'print-before-both-passed');
  }

  private async dataOf(filing: Filing): Promise<PrintedData> {
    const dossier = await this.dossiers.of(filing.applicationId);
    const bureau = await this.bureauOf(filing);
    if (!dossier || !bureau) throw problem(503, 'dossier-on-its-way');
    // What is stamped must be what was reviewed: the hash is computed anew at every print.
    if (hashOf(dossier.form) !== filing.dataHash) throw problem(409, 'data-altered');
    return {
      form: dossier.form,
      dataHash: filing.dataHash,
      bureauName: bureau.name,
      regionName: fullName(dossier.form.unit.region),
      copies: bureau.copiesWanted,
      day: this.clock.today(),
      checkUrl: checkUrl(this.config.publicUrl, filing.applicationNumber, filing.dataHash),
    };
  }

  private async bureauOf({ bureauId }: Filing): Promise<BureauCopy | undefined> {
    return bureauId === undefined ? undefined : (await this.copies.bureaus([bureauId])).get(bureauId);
  }
}
