import { Injectable } from '@nestjs/common';
import type { Actor } from '../domain/act.js';
import { unitSees } from '../domain/scope.js';
import type { SiteApplication } from '../domain/site-application.js';
import { SiteApplications } from '../store/site-applications.js';
import { Desk } from './desk.js';

/** The handler takes an application back before the first stage has decided, or after a refusal. */
@Injectable()
export class HandlerWithdrawsApplication {
  constructor(
    private readonly applications: SiteApplications,
    private readonly desk: Desk,
  ) {}

  async run(by: Actor, id: string, version?: number): Promise<SiteApplication> {
    const act = await this.desk.act(by);
    const seen = { by, action: 'site-application.withdraw', sees: unitSees, version };
    return this.applications.change(id, seen, (application) => application.withdraw(act));
  }
}
