import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Transactions } from '@biaozhi/bus';
import type { Publication, RedPage } from '../domain/red-page.js';

/** What a host name answers. */
export interface Hosted {
  state: RedPage['state'];
  /** The newest publication; nothing before the first. */
  html?: string;
  sha256?: string;
}

/** Pages as they were published, each for ever. */
@Injectable()
export class Publications {
  constructor(
    private readonly transactions: Transactions,
    private readonly database: DataSource,
  ) {}

  /** Keeps a publication with the very HTML that visitors get. */
  async add(pageId: string, { number, content, badge }: Publication, html: string, at: Date, by: string): Promise<void> {
    const sha256 = createHash('sha256').update(html).digest('hex');
    await this.transactions.manager.query(
      `INSERT INTO publication (page_id, number, content, badge, html, sha256, published_at, published_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [pageId, number, JSON.stringify(content), JSON.stringify(badge), html, sha256, at, by],
    );
  }

  /** What lies under a host name: the open page, else a closed one. */
  async at(aLabel: string): Promise<Hosted | undefined> {
    const [hosted] = await this.database.query<{ state: RedPage['state']; html: string | null; sha256: string | null }[]>(
      `SELECT red_page.state, publication.html, publication.sha256 FROM red_page
         LEFT JOIN publication ON publication.page_id = red_page.id AND publication.number = red_page.publications
        WHERE a_label = $1 ORDER BY red_page.state = 'CLOSED', red_page.id DESC LIMIT 1`,
      [aLabel],
    );
    if (!hosted) return undefined;
    return { state: hosted.state, html: hosted.html ?? undefined, sha256: hosted.sha256 ?? undefined };
  }
}
