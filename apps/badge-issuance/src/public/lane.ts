import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { PublicEdge } from './edge.js';
import type { PublicAnswer } from './encoded.js';

/**
 * The express lane of public answers: every page view of every badged site asks here, so they are given before routing,
 * guards and logging of the framework. What is not public goes on as if the lane were not there. The same answers are
 * declared as ordinary routes in PublicController, which documents them and serves where there is no socket.
 */
@Injectable()
export class PublicLane implements OnApplicationBootstrap {
  constructor(
    private readonly edge: PublicEdge,
    private readonly host: HttpAdapterHost,
  ) {}

  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter?.getHttpServer() as Server | undefined;
    // A command of the service runs without HTTP.
    if (!server) return;
    const others = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse<IncomingMessage>) => {
      const answer = this.answerTo(request);
      if (answer) write(response, answer, request.method === 'HEAD');
      else for (const listener of others) (listener as (q: IncomingMessage, p: ServerResponse) => void)(request, response);
    });
  }

  private answerTo(request: IncomingMessage): PublicAnswer | undefined {
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    return this.edge.answer({ url: request.url ?? '/', headers: request.headers });
  }
}

function write(response: ServerResponse, { status, headers, body }: PublicAnswer, head: boolean): void {
  response.writeHead(status, headers);
  response.end(head ? undefined : body);
}
