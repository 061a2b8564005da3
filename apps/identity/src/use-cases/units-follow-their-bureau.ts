import { Injectable } from '@nestjs/common';
import type { Principal } from '@biaozhi/auth';
import { Units } from '../store/units.js';

/** When other units are served by a bureau than before, they become its units, and say so. */
@Injectable()
export class UnitsFollowTheirBureau {
  constructor(private readonly units: Units) {}

  /**
   * Runs in the transaction of the change that moved them.
   * @param closed a bureau that is no more: all of its units go to the successor, also those that nobody served
   */
  async run(by: Principal, closed?: { from: string; to: string }): Promise<void> {
    const moves = await this.units.astray();
    const moved = new Set(moves.map(({ id }) => id));
    const left = closed ? (await this.units.idsOf(closed.from)).filter((id) => !moved.has(id)) : [];
    for (const { id, bureauId } of [...moves, ...left.map((id) => ({ id, bureauId: closed!.to }))]) {
      await this.units.change(id, undefined, by, 'unit.change-bureau', (unit) => [unit.change({}, bureauId)]);
    }
  }
}
