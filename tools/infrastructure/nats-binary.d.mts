/**
 * Path of a nats-server ≥ 2.10: NATS_SERVER_BIN, then PATH, then `.tools/`, then Debian trixie's signed package unpacked
 * into `.tools/`. Rejects with advice for the platform where none can be had.
 */
export function findNatsServer(options?: { tools?: string; say?: (line: string) => void }): Promise<string>;

/**
 * Moves a folder to `place` in one step. What another launcher put there first stays untouched when it `works`; what does
 * not work is replaced.
 */
export function putInPlace(folder: string, place: string, works: () => Promise<boolean>): Promise<void>;
