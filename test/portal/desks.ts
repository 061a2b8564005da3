import { Desk } from './desk.js';
import { prepare, type Prepared } from './prepared.js';
import { signIn } from './staff.js';
import type { Theatre } from './theatre.js';

const WIDE = { width: 1440 };

/** The desks of staff in one theatre, and the units whose cases lie on them. Whoever has signed in stays at the desk. */
export class Desks {
  private readonly taken = new Map<string, Desk>();
  units!: Prepared;

  constructor(readonly theatre: Theatre) {}

  async open(): Promise<void> {
    const { suite } = this.theatre;
    this.units = await prepare({ url: suite.url, demoPassword: suite.demo!.password });
  }

  async close(): Promise<void> {
    for (const { person } of this.taken.values()) await person.leave();
    await this.units?.stop();
  }

  /** Somebody works at a desk; whatever was looked at has to be clean. */
  async work(loginName: string, part: (desk: Desk) => Promise<void>): Promise<void> {
    const desk = this.taken.get(loginName) ?? new Desk(await signIn(await this.theatre.enter(WIDE), loginName, this.theatre.suite.demo!.password));
    this.taken.set(loginName, desk);
    await this.theatre.watched([desk.person], () => part(desk));
  }

  /** Somebody who has not signed in yet, and leaves afterwards. */
  visit(part: (desk: Desk) => Promise<void>): Promise<void> {
    return this.theatre.alone((person) => part(new Desk(person)), WIDE);
  }
}

/** The name of a unit that the journey made up. */
export const nameOf = ({ unit }: Prepared['hung']): string => unit.registration.unit.name;
