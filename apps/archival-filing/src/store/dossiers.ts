import { Injectable } from '@nestjs/common';
import type { PassedForm } from '@biaozhi/contracts';
import { Transactions } from '@biaozhi/bus';

/** The form as it passed; holds personal data and leaves this service on paper only. */
export interface Dossier {
  applicationId: string;
  dataHash: string;
  form: PassedForm;
}

/** The forms as passed, written once. */
@Injectable()
export class Dossiers {
  constructor(private readonly transactions: Transactions) {}

  /** Keeps a form; the first one that arrives for an application stays. */
  async keep({ applicationId, dataHash, form }: Dossier, at: Date): Promise<void> {
    await this.transactions.manager.query(
      `INSERT INTO dossier (application_id, data_hash, form, arrived_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [applicationId, dataHash, JSON.stringify(form), at],
    );
  }

  async of(applicationId: string): Promise<Dossier | undefined> {
    const [row] = await this.transactions.manager.query<Dossier[]>(
      `SELECT application_id AS "applicationId", data_hash AS "dataHash", form FROM dossier WHERE application_id = $1`,
      [applicationId],
    );
    return row;
  }
}
