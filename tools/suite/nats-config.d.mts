/** A user of the broker and what it may do; everything else is refused. */
export interface ConfiguredUser {
  user: string;
  permissions: { publish: { allow: string[] }; subscribe: { allow: string[] } };
}
/** The configuration of a production nats-server: one user per service with its allow-lists, passwords from the environment. */
export function natsConfig(users: ConfiguredUser[]): string;
/** Where the broker's environment has a user's password. */
export function passwordVariable(user: string): string;
/** One user of the list, as nats-server's configuration has it. */
export function userBlock(user: ConfiguredUser): string;
