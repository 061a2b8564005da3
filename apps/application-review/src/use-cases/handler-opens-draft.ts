import { Injectable } from '@nestjs/common';
import type { ApplicationKind } from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import { v7 } from 'uuid';
import type { Actor } from '../domain/act.js';
import { SiteApplication } from '../domain/site-application.js';
import { Copies } from '../store/copies.js';
import { SiteApplications } from '../store/site-applications.js';
import { Desk } from './desk.js';

/** 点击申请: the handler begins an application; what is known of the unit is filled in. */
@Injectable()
export class HandlerOpensDraft {
  constructor(
    private readonly applications: SiteApplications,
    private readonly copies: Copies,
    private readonly desk: Desk,
  ) {}

  async run(by: Actor & { unitId: string }, kind: ApplicationKind): Promise<SiteApplication> {
    const { unit, bureau } = await this.desk.unitAndBureau(by.unitId);
    const contact = await this.copies.contact(by.unitId);
    const draft = SiteApplication.draft(v7(), kind, unit, bureau, contact, await this.desk.act(by));
    return this.applications.add(draft, by, 'site-application.open-draft');
  }
}

/** 重新申请: after a paper failure the unit files a new application, prefilled and linked; the failed one stays as it is. */
@Injectable()
export class HandlerReplacesFailedApplication {
  constructor(
    private readonly applications: SiteApplications,
    private readonly desk: Desk,
  ) {}

  async run(by: Actor & { unitId: string }, failedId: string): Promise<SiteApplication> {
    const failed = await this.applications.find({ id: failedId });
    if (!failed || failed.unitId !== by.unitId) throw problem(404, 'not-found');
    const { unit, bureau } = await this.desk.unitAndBureau(by.unitId);
    const draft = failed.successor(v7(), unit, bureau, await this.desk.act(by));
    return this.applications.add(draft, by, 'site-application.replace');
  }
}
