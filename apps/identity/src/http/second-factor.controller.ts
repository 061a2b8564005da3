import { Body, Controller, Get, HttpCode, Ip, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { Me, Open, Policy, type Principal } from '@biaozhi/auth';
import { AnswerNotKept } from '@biaozhi/service-kit';
import { STAFF_ROLES } from '../domain/staff-roles.js';
import { PersonKeepsAccount } from '../use-cases/person-keeps-account.js';
import { PersonSignsIn } from '../use-cases/person-signs-in.js';
import { SecondStep, type Offer } from '../use-cases/second-step.js';
import { IfGiven } from './if-given.js';
import { CredentialsDto, SECOND_FACTOR_CODE } from './sessions.dto.js';

class NextSecondFactorDto {
  @IsString() @MaxLength(200) password!: string;
  /** Of the present device, or a recovery code; needed when there is one. */
  @IfGiven() @Matches(SECOND_FACTOR_CODE) code?: string;
}

class AcceptedSecondFactorDto {
  /** As it was offered. */
  @IsString() @MaxLength(2000) offer!: string;
  /** The first code of the new device. */
  @Matches(SECOND_FACTOR_CODE) code!: string;
}

/** How staff set up the second factor of their log-in. */
@ApiTags('second-factor')
@Controller()
export class SecondFactorController {
  constructor(
    private readonly signsIn: PersonSignsIn,
    private readonly keeps: PersonKeepsAccount,
    private readonly secondStep: SecondStep,
  ) {}

  /** Offers staff a second factor at the first log-in. Nothing holds until `POST /sessions` has brought the offer back with a code. */
  @Open()
  @Post('second-factor')
  @HttpCode(200)
  @AnswerNotKept()
  firstOffer(@Body() { loginName, password }: CredentialsDto, @Ip() address: string): Promise<Offer> {
    return this.signsIn.offerSecondFactor(loginName, password, address);
  }

  /** Whether the asker's second factor is demanded and set up, and how many recovery codes are left. */
  @Policy(...STAFF_ROLES)
  @Get('me/second-factor')
  state(@Me() me: Principal): Promise<{ required: boolean; setUpAt: Date | null; recoveryCodesLeft: number }> {
    return this.secondStep.stateOf(me.accountId);
  }

  /** Offers another device, or other recovery codes; holds from `PUT` on. */
  @Policy(...STAFF_ROLES)
  @Post('me/second-factor')
  @HttpCode(200)
  @AnswerNotKept()
  nextOffer(@Me() me: Principal, @Body() { password, code }: NextSecondFactorDto): Promise<Offer> {
    return this.keeps.offerSecondFactor(me, password, code);
  }

  /** Takes the offered second factor over; all other sessions end. */
  @Policy(...STAFF_ROLES)
  @Put('me/second-factor')
  @HttpCode(204)
  @AnswerNotKept()
  accept(@Me() me: Principal, @Body() { offer, code }: AcceptedSecondFactorDto): Promise<void> {
    return this.secondStep.accept(me, { offer, code });
  }
}
