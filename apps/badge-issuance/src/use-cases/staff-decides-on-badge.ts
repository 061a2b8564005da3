import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Transactions } from '@biaozhi/bus';
import { Audit } from '@biaozhi/service-kit';
import type { Badge } from '../domain/badge.js';
import { Badges } from '../store/badges.js';

/** CONAC, or an administrator, suspends, restores or revokes a badge, and says why. */
@Injectable()
export class StaffDecidesOnBadge {
  constructor(
    private readonly transactions: Transactions,
    private readonly badges: Badges,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem 403, 404, 409 (`conflict` with the fresh state, `wrong-state`), 422 with findings */
  run(officer: Principal, id: string, step: 'suspend' | 'restore' | 'revoke', seen: number, reason: string): Promise<Badge> {
    return this.transactions.run(async () => {
      const badge = await this.badges.change(id, seen, (fresh) => fresh[step](officer.roles, reason));
      await this.audit.record({ actor: officer, action: `badge.${step}`, subject: `badge/${id}`, details: { reason } });
      return badge;
    });
  }
}
