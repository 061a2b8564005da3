import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { IsString, MaxLength } from 'class-validator';
import { Me, Policy, type Principal } from '@biaozhi/auth';
import { CopyRebuild } from '../data/copies.js';
import { AnswerNotKept } from './idempotency.js';

class RebuildDto {
  /** Which copy, named as the aggregate type that it is of; one of `GET /copies`. */
  @IsString() @MaxLength(40) copy!: string;
}

/** For the operator: a copy of another service's state that is lost or wrong is read anew. */
@Policy('administrator')
@Controller('copies')
export class CopiesController {
  constructor(private readonly rebuilds: CopyRebuild) {}

  /** Aggregate types of which this service keeps a copy. */
  @Get()
  list(): { items: string[] } {
    return { items: this.rebuilds.copies };
  }

  /**
   * Empties a copy and reads it again from the first event on; until that is done, some of it is not known here (503).
   * `resent`: events that its producer sends again because the stream has forgotten them; absent when it does not answer.
   */
  @Post('rebuild')
  @HttpCode(202)
  // The copy must be empty before its events come, so no Idempotency-Key puts both into one transaction.
  @AnswerNotKept()
  rebuild(@Body() { copy }: RebuildDto, @Me() me: Principal): Promise<{ resent: number | undefined }> {
    return this.rebuilds.rebuild(copy, me);
  }
}
