import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import type { Locale } from '@biaozhi/problem';
import { inScope, READERS } from '../domain/scope.js';
import { Filings } from '../store/filings.js';
import { UnitPrintsDocuments, type DocumentName } from '../use-cases/unit-prints-documents.js';
import { FilingViews, type FilingView } from './filing-view.js';
import { anId, Language } from './language.js';

/** 打印申请函, 打印申请表: the paper of an application. */
@ApiTags('applications')
@Controller('applications')
export class ApplicationsController {
  constructor(
    private readonly filings: Filings,
    private readonly prints: UnitPrintsDocuments,
    private readonly views: FilingViews,
  ) {}

  /** An application's filing; 404 until every online review has passed. */
  @Get(':applicationId/filing')
  @Policy(...READERS)
  async filing(@Param('applicationId', anId) id: string, @Me() me: Principal, @Language() locale: Locale): Promise<FilingView> {
    return this.views.one(inScope(await this.filings.ofApplication(id), me), me, locale);
  }

  /** The letter 《关于申请对网站开办审核和资格复核的函》; 409 `print-before-both-passed` until every online review has passed. */
  @Get(':applicationId/letter.pdf')
  @Policy('handler', 'bureau-archivist', 'bureau-reviewer')
  @Header('cache-control', 'private, no-store')
  @ApiProduces('application/pdf')
  letter(@Param('applicationId', anId) id: string, @Me() me: Principal): Promise<StreamableFile> {
    return this.print(me, id, 'letter');
  }

  /** The form 《党政机关网站开办审核和资格复核申请表》; 409 `print-before-both-passed` until every online review has passed. */
  @Get(':applicationId/form.pdf')
  @Policy('handler', 'bureau-archivist', 'bureau-reviewer')
  @Header('cache-control', 'private, no-store')
  @ApiProduces('application/pdf')
  form(@Param('applicationId', anId) id: string, @Me() me: Principal): Promise<StreamableFile> {
    return this.print(me, id, 'form');
  }

  private async print(me: Principal, id: string, document: DocumentName): Promise<StreamableFile> {
    const pdf = await this.prints.run(me, id, document);
    const name = encodeURIComponent(document === 'letter' ? '申请函.pdf' : '申请表.pdf');
    const disposition = `inline; filename="${document}.pdf"; filename*=UTF-8''${name}`;
    return new StreamableFile(pdf, { type: 'application/pdf', disposition, length: pdf.length });
  }
}
