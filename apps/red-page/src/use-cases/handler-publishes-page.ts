import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { Audit, Clock, CommonConfig } from '@biaozhi/service-kit';
import type { RedPage } from '../domain/red-page.js';
import { renderPage } from '../domain/render.js';
import { Publications } from '../store/publications.js';
import { RedPages } from '../store/red-pages.js';

/** The handler publishes the page, which hangs the badge (发布即加挂), or takes it down. */
@Injectable()
export class HandlerPublishesPage {
  constructor(
    private readonly transactions: Transactions,
    private readonly pages: RedPages,
    private readonly publications: Publications,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly config: CommonConfig,
  ) {}

  /** @throws Problem 404, 409, 422 with everything that is missing */
  publish(handler: Principal, id: string, seen: number | undefined): Promise<RedPage> {
    return this.transactions.run(async () => {
      let number = 0;
      const page = await this.pages.change(id, seen, async (fresh) => {
        const { publication, events } = fresh.publish(handler.roles);
        number = publication.number;
        const html = renderPage(fresh.unitName, publication, this.config.publicUrl);
        await this.publications.add(id, publication, html, this.clock.now(), handler.accountId);
        return events;
      });
      await this.audit.record({ actor: handler, action: 'red-page.publish', subject: `red-page/${id}`, details: { number } });
      return page;
    });
  }

  /** @throws Problem 404, 409 */
  takeOffline(handler: Principal, id: string, seen: number | undefined): Promise<RedPage> {
    return this.transactions.run(async () => {
      const page = await this.pages.change(id, seen, (fresh) => fresh.takeOffline(handler.roles));
      await this.audit.record({ actor: handler, action: 'red-page.offline', subject: `red-page/${id}` });
      return page;
    });
  }
}
