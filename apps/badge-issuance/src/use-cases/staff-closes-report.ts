import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Clock } from '@biaozhi/service-kit';
import { closeReport, type Report } from '../domain/report.js';
import type { ReportDecision } from '../domain/report.workflow.js';
import { Reports } from '../store/reports.js';

/** CONAC has looked into a report and says what it turned out to be. */
@Injectable()
export class StaffClosesReport {
  constructor(
    private readonly reports: Reports,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 403, 404, 409 (`conflict` with the fresh state, `wrong-state`), 422 with findings */
  run(officer: Principal, id: string, seen: number, decision: ReportDecision): Promise<Report> {
    const record = () => ({ actor: officer, action: 'report.close', subject: `report/${id}`, details: { ...decision } });
    return this.reports.change(id, seen, record, (report) => closeReport(report, officer.roles, decision, this.clock.now()));
  }
}
