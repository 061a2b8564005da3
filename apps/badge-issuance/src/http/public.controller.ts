import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiParam, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Open } from '@biaozhi/auth';
import { problem } from '@biaozhi/problem';
import { PublicEdge } from '../public/edge.js';

/** What the public asks of badges. The express lane gives the same answers before they come here. */
@ApiTags('public')
@Controller()
@Open()
export class PublicController {
  constructor(private readonly edge: PublicEdge) {}

  /** A badge's script. */
  @Get('js/:pp/:ccc/:tttt/:unit/:file')
  @ApiProduces('text/javascript')
  @ApiParam({ name: 'pp' })
  @ApiParam({ name: 'ccc' })
  @ApiParam({ name: 'tttt' })
  @ApiParam({ name: 'unit' })
  @ApiParam({ name: 'file', description: 'CA and 21 digits, .js' })
  script(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.answer(request, reply);
  }

  /** The badge as a picture: red.svg, blue.svg, error.svg; the .png names of older pages lead there. */
  @Get('image/:name')
  @ApiProduces('image/svg+xml')
  @ApiParam({ name: 'name' })
  image(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.answer(request, reply);
  }

  /** The verification page, complete without script. */
  @Get('sitename')
  @ApiProduces('text/html')
  @ApiQuery({ name: 'id', description: '32 hex digits' })
  @ApiQuery({ name: 'method', required: false, description: 'show' })
  @ApiQuery({ name: 'lang', required: false, enum: ['zh', 'en'] })
  page(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.answer(request, reply);
  }

  /** What the verification page says, as JSON. */
  @Get('badges/public/:publicId')
  @ApiProduces('application/json')
  @ApiParam({ name: 'publicId' })
  json(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    this.answer(request, reply);
  }

  private answer(request: FastifyRequest, reply: FastifyReply): void {
    const answer = this.edge.answer({ url: request.url, headers: request.headers });
    if (!answer) throw problem(404, 'not-found');
    void reply.status(answer.status).headers(answer.headers).send(answer.body);
  }
}
