import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { problem, type Finding } from '@biaozhi/problem';
import { Audit } from '@biaozhi/service-kit';
import { readBlocks } from '../domain/read-blocks.js';
import type { RedPage } from '../domain/red-page.js';
import type { Footer } from '../domain/rules.js';
import { kept, textFinding } from '../domain/text.js';
import { RedPages } from '../store/red-pages.js';

const TITLE_MAX = 60;
const LINE_MAX = 100;

/** The handler writes the page and sets its footer; visitors see it when it is published. */
@Injectable()
export class HandlerEditsPage {
  constructor(
    private readonly transactions: Transactions,
    private readonly pages: RedPages,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem 404, 409, 422 with pointers into title and blocks */
  content(handler: Principal, id: string, seen: number, title: string, sent: readonly unknown[]): Promise<RedPage> {
    const { blocks, findings } = readBlocks(sent);
    refuse([textFinding(title, '/title', TITLE_MAX), ...findings]);
    return this.change(handler, id, seen, 'red-page.edit', (page) => page.edit(handler.roles, kept(title), blocks));
  }

  /** @throws Problem 404, 409, 422 */
  footer(handler: Principal, id: string, seen: number, { badge, lines }: Footer): Promise<RedPage> {
    refuse(lines.map((line, place) => textFinding(line, `/lines/${place}`, LINE_MAX)));
    const footer = { badge, lines: lines.map(kept) };
    return this.change(handler, id, seen, 'red-page.footer', (page) => page.setFooter(handler.roles, footer));
  }

  private change(
    handler: Principal,
    id: string,
    seen: number,
    action: string,
    decide: (page: RedPage) => ReturnType<RedPage['edit']>,
  ): Promise<RedPage> {
    return this.transactions.run(async () => {
      const page = await this.pages.change(id, seen, decide);
      await this.audit.record({ actor: handler, action, subject: `red-page/${id}`, details: { version: page.version } });
      return page;
    });
  }
}

function refuse(found: readonly (Finding | undefined)[]): void {
  const findings = found.filter((one) => one !== undefined);
  if (findings.length) throw problem(422, 'validation', { findings });
}
