import { Injectable } from '@nestjs/common';

const SHANGHAI_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The time, asked in one place so that tests can set it. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }

  /** Today in Asia/Shanghai, `YYYY-MM-DD`. */
  today(): string {
    return SHANGHAI_DAY.format(this.now());
  }
}

/** A clock that stands where it was put. */
export class FixedClock extends Clock {
  constructor(private at: Date | string) {
    super();
  }

  override now(): Date {
    return new Date(this.at);
  }

  set(at: Date | string): void {
    this.at = at;
  }
}
