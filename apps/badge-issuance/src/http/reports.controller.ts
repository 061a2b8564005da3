import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Me, Open, Policy, type Principal } from '@biaozhi/auth';
import { REPORT_STAFF } from '../domain/report.workflow.js';
import { Reports } from '../store/reports.js';
import { PublicReportsSite } from '../use-cases/public-reports-site.js';
import { StaffClosesReport } from '../use-cases/staff-closes-report.js';
import { ReportBody, ReportDecisionBody, ReportId, ReportPage, ReportReceipt, ReportsQuery, reportView, ReportView } from './report-view.js';

/** Reports of fake sites (举报假冒网站): anybody makes them, CONAC looks into them. */
@ApiTags('reports')
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly reports: Reports,
    private readonly publicReports: PublicReportsSite,
    private readonly staffCloses: StaffClosesReport,
  ) {}

  /** Reports a site that pretends to be an organ’s; the gateway limits how often. */
  @Open()
  @Post()
  @ApiCreatedResponse({ type: ReportReceipt })
  async report(@Body() body: ReportBody): Promise<ReportReceipt> {
    const { number } = await this.publicReports.run(body);
    return { number };
  }

  /** Reports, the newest first. */
  @Policy(...REPORT_STAFF, 'administrator', 'auditor')
  @Get()
  @ApiOkResponse({ type: ReportPage })
  async page(@Query() query: ReportsQuery, @Me() me: Principal): Promise<ReportPage> {
    const { items, next } = await this.reports.page(query);
    const shown = items.map((report) => reportView(report, me.roles));
    return next === undefined ? { items: shown } : { items: shown, next };
  }

  /** Says what a report turned out to be; the reporter’s contact is forgotten with it. */
  @Policy(...REPORT_STAFF)
  @Post(':id/close')
  @HttpCode(200)
  @ApiOkResponse({ type: ReportView })
  async close(@Param() { id }: ReportId, @Body() { version, ...decision }: ReportDecisionBody, @Me() me: Principal): Promise<ReportView> {
    return reportView(await this.staffCloses.run(me, id, version, decision), me.roles);
  }
}
