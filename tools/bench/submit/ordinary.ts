import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, NotFoundException, Param, Post, UnprocessableEntityException, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthGuard, PassportModule } from '@nestjs/passport';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { IsInt } from 'class-validator';
import { EntitySchema, type Repository } from 'typeorm';
import { JwtStrategy } from '../../../libs/auth/src/strategy.js';
import { VerificationKeys } from '../../../libs/auth/src/keys.js';

/** What is written when an application is submitted. */
interface Row {
  id: string;
  state: string;
  version: number;
  rounds: unknown[];
  form: { siteName: string };
  submittedAt: Date | null;
}

const RowSchema = new EntitySchema<Row>({
  name: 'row',
  tableName: 'site_application',
  columns: {
    id: { type: 'uuid', primary: true },
    state: { type: 'text' },
    version: { type: 'int' },
    rounds: { type: 'jsonb' },
    form: { type: 'jsonb' },
    submittedAt: { name: 'submitted_at', type: 'timestamptz', nullable: true },
  },
});

class SubmitDto {
  @IsInt() version!: number;
}

/** Submission as one would write it on a first day: found, looked at a little, saved; no audit, no event, no numbers. */
@Controller('site-applications')
@UseGuards(AuthGuard('jwt'))
class SubmitController {
  constructor(@InjectRepository(RowSchema) private readonly rows: Repository<Row>) {}

  @Post(':id/submit')
  @HttpCode(200)
  async submit(@Param('id') id: string, @Body() { version }: SubmitDto): Promise<Row> {
    const row = await this.rows.findOneBy({ id });
    if (!row) throw new NotFoundException();
    if (row.version !== version || !row.form.siteName) throw new UnprocessableEntityException();
    const submittedAt = new Date();
    return this.rows.save({ ...row, state: 'BUREAU_REVIEW', version: version + 1, submittedAt, rounds: [{ number: 1, submittedAt, data: row.form }] });
  }
}

/** @returns the port that it listens on, on loopback */
export async function serve(databaseUrl: string, jwksUrl: string): Promise<number> {
  @Module({
    imports: [
      PassportModule,
      TypeOrmModule.forRoot({ type: 'postgres', url: databaseUrl, entities: [RowSchema], poolSize: 16 }),
      TypeOrmModule.forFeature([RowSchema]),
    ],
    controllers: [SubmitController],
    providers: [{ provide: VerificationKeys, useFactory: () => new VerificationKeys(jwksUrl) }, JwtStrategy],
  })
  class OrdinaryModule {}
  const app = await NestFactory.create<NestFastifyApplication>(OrdinaryModule, new FastifyAdapter(), { logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  return Number(new URL(await app.getUrl()).port);
}
