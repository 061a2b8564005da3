import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Max, Min } from 'class-validator';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { DeadLetters, LETTER_STATES, type DeadLetter, type LetterState } from '@biaozhi/bus';
import { Audit } from '../data/audit.js';
import { AnswerNotKept } from './idempotency.js';

class LettersQuery {
  /** The `next` of the page before. */
  @IsOptional() @IsUUID() after?: string;
  /** Only letters in this state: `retrying` goes on by itself, `dead` needs somebody, `waiting` is behind one of these. */
  @IsOptional() @IsIn(LETTER_STATES) state?: LetterState;
  /** 1–200, 50 when not said. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit?: number;
}

class DiscardDto {
  /** Why the event may stay without effect, 5–500 characters; kept in the audit trail. No personal data. */
  @IsString() @Length(5, 500) reason!: string;
}

/**
 * Events that could not be handled, and the two ways out: handle them again, or give them up. Each event is handled in a
 * transaction of its own, so no Idempotency-Key may put them all into one; who repeats a call finds the letter gone (404).
 */
@Policy('administrator')
@Controller('dead-letters')
export class DeadLettersController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly audit: Audit,
  ) {}

  /** Events that could not be handled, the oldest first; `next` is there while there are more. */
  @Get()
  async list(@Query() { after, state, limit = 50 }: LettersQuery): Promise<{ items: DeadLetter[]; next?: string }> {
    const found = await this.letters.list({ after, state, limit: limit + 1 });
    const items = found.slice(0, limit);
    return found.length > limit ? { items, next: items.at(-1)?.id } : { items };
  }

  /** Handles the event again, and then, in order, those of its aggregate that wait behind it. */
  @Post(':eventId/requeue')
  @HttpCode(202)
  @AnswerNotKept()
  async requeue(@Param('eventId', ParseUUIDPipe) eventId: string, @Me() me: Principal): Promise<{ eventId: string }> {
    await this.letters.requeue(eventId);
    await this.audit.record({ actor: me, action: 'dead-letter.requeue', subject: `event/${eventId}` });
    return { eventId };
  }

  /**
   * Gives the event up: it counts as read without having had its effect, and those that wait behind it are handled.
   * 409 `wrong-state` while an earlier event of the same aggregate is not done with.
   */
  @Post(':eventId/discard')
  @HttpCode(202)
  @AnswerNotKept()
  async discard(
    @Param('eventId', ParseUUIDPipe) eventId: string,
    @Body() { reason }: DiscardDto,
    @Me() me: Principal,
  ): Promise<{ eventId: string }> {
    await this.letters.discard(eventId, ({ aggregate, eventType, sequence }) =>
      this.audit.record({
        actor: me,
        action: 'dead-letter.discard',
        subject: `event/${eventId}`,
        details: { reason, aggregate, eventType, sequence },
      }),
    );
    return { eventId };
  }
}
