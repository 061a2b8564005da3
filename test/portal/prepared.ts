import { cast, type Life } from '../../tools/journey/play.mjs';

/** What the desks find when they open, brought there over HTTP. */
export interface Prepared {
  /** Units whose domain has passed and who say that they have transferred the fee. */
  paying: Life[];
  /** Units whose domain has passed and who have paid nothing, each with its fee. */
  owing: { life: Life; fee: { id: string; amountFen: number } }[];
  /** A unit whose site waits for the bureau. */
  reviewed: Life;
  /** Units that are to hand in paper, with the numbers of their applications. */
  printed: { life: Life; id: string; number: string }[];
  /** A unit whose badge hangs on its own site. */
  hung: Life;
  /** Other units, registered by the test itself. */
  newcomers: Life[];
  stop(): Promise<void>;
}

const PLAN = { kind: 'local organ', place: 'own-site', pay: 'transfer' } as const;

/** Leads units of one county to the places where the desks' work begins. */
export async function prepare(suite: { url: string; demoPassword: string }): Promise<Prepared> {
  const { life, stop } = await cast(suite);
  const paying = Array.from({ length: 4 }, () => life(PLAN));
  const toOwe = Array.from({ length: 3 }, () => life(PLAN));
  const toPrint = Array.from({ length: 2 }, () => life(PLAN));
  const newcomers = Array.from({ length: 2 }, () => life(PLAN));
  const [reviewed, hung] = [life(PLAN), life(PLAN)];
  const claims = paying.map(async (one) => {
    await one.register();
    await one.claimTransfer(await one.passDomain());
  });
  const owe = toOwe.map(async (one) => {
    await one.register();
    return { life: one, fee: await one.passDomain() };
  });
  const print = toPrint.map(async (one) => {
    await one.register();
    await one.getDomain();
    return { life: one, ...(await one.applyForSite()) };
  });
  const hang = async (): Promise<void> => {
    await hung.register();
    await hung.getDomain();
    const application = await hung.applyForSite();
    await hung.handInPaper(application, { faulty: false });
    await hung.badgeIsIssued(application);
    await hung.hangOnOwnSite();
  };
  const submit = async (): Promise<void> => {
    await reviewed.register();
    await reviewed.getDomain();
    await reviewed.submitSite();
  };
  const [printed, owing] = await Promise.all([Promise.all(print), Promise.all(owe), hang(), submit(), ...claims]);
  return { paying, owing, reviewed, printed, hung, newcomers, stop };
}
