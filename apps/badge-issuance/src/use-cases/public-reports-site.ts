import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import { Transactions } from '@biaozhi/bus';
import { Audit, Clock, Numbers } from '@biaozhi/service-kit';
import { hostOfReported, type Report, type Reported } from '../domain/report.js';
import { reportWorkflow } from '../domain/report.workflow.js';
import { Reports } from '../store/reports.js';

/** Somebody of the public reports a site that pretends to be an organ's (举报假冒网站). */
@Injectable()
export class PublicReportsSite {
  constructor(
    private readonly transactions: Transactions,
    private readonly reports: Reports,
    private readonly numbers: Numbers,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 422 for an address that leads nowhere */
  run(reported: Reported): Promise<Report> {
    const host = hostOfReported(reported.address);
    const reportedAt = this.clock.now();
    return this.transactions.run(async () => {
      const year = reportedAt.toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 4);
      const serial = await this.numbers.next(`report/${year}`);
      const number = `JB${year}-${String(serial).padStart(6, '0')}`;
      const report: Report = { ...reported, address: reported.address.trim(), id: v7(), number, host, state: reportWorkflow.initial, reportedAt, version: 1 };
      await this.reports.add(report);
      await this.audit.record({ actor: 'system', action: 'report.receive', subject: `report/${report.id}`, details: { number, host } });
      return report;
    });
  }
}
