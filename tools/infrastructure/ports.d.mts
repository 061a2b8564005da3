/** A TCP port on loopback that nobody listens on right now and no outgoing connection will take. */
export function freePort(): Promise<number>;
/** Whether `port` on loopback is free. */
export function isFree(port: number): Promise<boolean>;
/** Whether something accepts TCP connections on loopback `port`. */
export function accepts(port: number): Promise<boolean>;
