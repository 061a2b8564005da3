import type { LoggerService } from '@nestjs/common';
import pino, { type Logger } from 'pino';
import { BusContext } from '@biaozhi/bus';

/** JSON lines on standard output; each carries the correlation id of the request or event it belongs to. */
export class JsonLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(service: string, level: string) {
    this.pino = pino({ level, base: { service }, timestamp: pino.stdTimeFunctions.isoTime, mixin: causeOf });
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest hands the context over as the last argument, and a stack before it. */
  private write(level: 'fatal' | 'error' | 'warn' | 'info' | 'debug', message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    const stack = rest.length > 1 ? rest[0] : undefined;
    this.pino[level]({ context, ...(stack ? { stack } : {}) }, message instanceof Error ? message.stack : String(message));
  }
}

const causeOf = (): object => {
  const cause = BusContext.current();
  return cause ? { correlationId: cause.correlationId } : {};
};
