import 'reflect-metadata';
import { Controller, Get, Header, Module, NotFoundException, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { InjectRepository, TypeOrmModule } from '@nestjs/typeorm';
import { EntitySchema, type Repository } from 'typeorm';
import { badgeScript } from '../../../apps/badge-issuance/src/domain/script.js';

/** What the script needs of a badge. */
interface Row {
  publicId: string;
  code: string;
  colour: 'red' | 'blue';
  domains: { aLabel: string }[];
}

const RowSchema = new EntitySchema<Row>({
  name: 'row',
  tableName: 'badge',
  columns: {
    publicId: { name: 'public_id', type: 'char', length: 32, primary: true },
    code: { type: 'char', length: 23 },
    colour: { type: 'text' },
    domains: { type: 'jsonb' },
  },
});

/** The route of a badge's script as one would write it on a first day: a controller that asks the database. */
@Controller()
class ScriptController {
  constructor(@InjectRepository(RowSchema) private readonly badges: Repository<Row>) {}

  @Get('js/:pp/:ccc/:tttt/:unit/:file')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'public, max-age=30')
  async script(@Param('file') file: string): Promise<string> {
    const badge = await this.badges.findOneBy({ code: file.replace(/\.js$/, '') });
    if (!badge) throw new NotFoundException();
    const hosts = badge.domains.map(({ aLabel }) => aLabel);
    return badgeScript({ live: true, colour: badge.colour, publicId: badge.publicId, hosts, origin: 'localhost' });
  }
}

/** @returns the port that it listens on, on loopback */
export async function serve(databaseUrl: string): Promise<number> {
  @Module({
    imports: [
      TypeOrmModule.forRoot({ type: 'postgres', url: databaseUrl, entities: [RowSchema], poolSize: 10 }),
      TypeOrmModule.forFeature([RowSchema]),
    ],
    controllers: [ScriptController],
  })
  class OrdinaryModule {}
  const app = await NestFactory.create<NestFastifyApplication>(OrdinaryModule, new FastifyAdapter(), { logger: ['error'] });
  await app.listen(0, '127.0.0.1');
  return Number(new URL(await app.getUrl()).port);
}
