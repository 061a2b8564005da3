import { Injectable } from '@nestjs/common';
import { hashOf, type DossierPassedInFull } from '@biaozhi/contracts';
import { problem } from '@biaozhi/problem';
import { Clock } from '@biaozhi/service-kit';
import { Dossiers } from '../store/dossiers.js';

/** The form as passed comes on its restricted subject, before the filing is opened or after it. */
@Injectable()
export class DossierArrives {
  constructor(
    private readonly dossiers: Dossiers,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 422 when the form is not the one that was hashed */
  async run({ id, dataHash, form }: DossierPassedInFull): Promise<void> {
    if (hashOf(form) !== dataHash) throw problem(422, 'dossier-hash-mismatch');
    await this.dossiers.keep({ applicationId: id, dataHash, form }, this.clock.now());
  }
}
