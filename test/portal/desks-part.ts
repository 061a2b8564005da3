import { accountsPart } from './accounts-part.js';
import { auditPart } from './audit-part.js';
import { bureauPart } from './bureau-part.js';
import { conacPart } from './conac-part.js';
import { deskStatesPart } from './desk-states-part.js';
import { Desks } from './desks.js';
import { financePart } from './finance-part.js';
import { officePart } from './office-part.js';
import { passkeyPart } from './passkey-part.js';
import { settlementPart } from './settlement-part.js';
import type { Theatre } from './theatre.js';

/** Every decision that staff take, by clicking. */
export function desksPart(theatre: Theatre): void {
  describe('the desks of staff', () => {
    const desks = new Desks(theatre);
    beforeAll(() => desks.open());
    afterAll(() => desks.close());

    bureauPart(desks);
    financePart(desks);
    settlementPart(desks);
    conacPart(desks);
    accountsPart(desks);
    passkeyPart(desks);
    officePart(desks);
    auditPart(desks);
    deskStatesPart(desks);
  });
}
