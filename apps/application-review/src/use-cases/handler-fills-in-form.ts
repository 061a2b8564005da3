import { Injectable } from '@nestjs/common';
import type { Actor } from '../domain/act.js';
import { unitSees } from '../domain/scope.js';
import type { SiteApplication } from '../domain/site-application.js';
import type { SiteForm } from '../domain/site-form.js';
import { SiteApplications } from '../store/site-applications.js';
import { Desk } from './desk.js';

/** The handler fills in some fields of the form and saves them; nothing is checked but their shape. */
@Injectable()
export class HandlerFillsInForm {
  constructor(
    private readonly applications: SiteApplications,
    private readonly desk: Desk,
  ) {}

  async run(
    by: Actor,
    id: string,
    fields: { [K in keyof SiteForm]?: SiteForm[K] | null },
    version?: number,
  ): Promise<SiteApplication> {
    const act = await this.desk.act(by);
    const seen = { by, action: 'site-application.fill-in', sees: unitSees, version };
    return this.applications.change(id, seen, (application) => application.fillIn(fields, act));
  }
}
