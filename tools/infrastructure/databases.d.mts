export interface DatabaseOfRole {
  database: string;
  /** Owner and only user; defaults to the database's name. */
  role?: string;
}

/** Makes (or brings up to date) one database with one role that owns it. Answers the role's URL. */
export function ensureDatabase(adminUrl: string, options: DatabaseOfRole & { password: string }): Promise<string>;
/** Drops a database and its role, ending sessions that are still open. */
export function dropDatabase(adminUrl: string, options: DatabaseOfRole): Promise<void>;
