/** An address of this very machine: a site of a trial (`ALLOW_LOCAL_SITES`). */
export const isLoopback = (ip: string): boolean => /^127\.|^::1$/.test(ip);
