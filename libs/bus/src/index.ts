export { BusModule, connectBus } from './bus.module.js';
export { BusContext, type Cause } from './bus-context.js';
export { Consumes, type EventMeta } from './consumes.js';
export { DeadLetters, type DeadLetter } from './dead-letters.js';
export { LETTER_STATES, type LetterState } from './letters.js';
export { busMigrations } from './migrations.js';
export type { BusOptions } from './options.js';
export { Outbox } from './outbox.js';
export {
  durablesOf,
  integratorDurable,
  integratorDurableConfig,
  type Admission,
  type IntegratorDurable,
  type PublicStream,
} from './integrators.js';
export { integratorPermissions, natsPermissions, type NatsPermissions } from './permissions.js';
export { Rebuild } from './rebuild.js';
export { resendSubject, resentSubject } from './resend.js';
export { BusStatus, type BusNumbers, type DurableStatus } from './status.js';
export { JetStreamStrategy } from './strategy.js';
export { streamConfig } from './streams.js';
export { Transactions } from './transactions.js';
