import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SERVICES, type ServiceName } from '@biaozhi/contracts';

/** What a service received through the gateway. */
export interface Received {
  service: ServiceName;
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answer = (request: Received, response: ServerResponse) => void;

/** Seven real HTTP servers in the place of the services; they note what arrives and answer what the test says. */
export class Upstreams {
  readonly received: Received[] = [];
  private readonly servers = new Map<ServiceName, Server>();
  private readonly answers = new Map<ServiceName, Answer>();

  static async start(): Promise<Upstreams> {
    const upstreams = new Upstreams();
    for (const service of SERVICES) await upstreams.open(service);
    return upstreams;
  }

  /** For the gateway's UPSTREAMS. */
  get list(): string {
    return SERVICES.map((service) => `${service}=http://127.0.0.1:${this.port(service)}`).join(',');
  }

  answer(service: ServiceName, answer: Answer): void {
    this.answers.set(service, answer);
  }

  get last(): Received {
    const received = this.received.at(-1);
    if (!received) throw new Error('nothing has arrived at any service');
    return received;
  }

  async close(service: ServiceName): Promise<void> {
    const server = this.servers.get(service);
    server?.closeAllConnections();
    await new Promise<void>((resolve) => server?.close(() => resolve()));
  }

  async stop(): Promise<void> {
    await Promise.all(SERVICES.map((service) => this.close(service)));
  }

  private port(service: ServiceName): number {
    return (this.servers.get(service)!.address() as AddressInfo).port;
  }

  private async open(service: ServiceName): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const received = { service, method, url, headers, body: Buffer.concat(chunks).toString() };
        this.received.push(received);
        (this.answers.get(service) ?? ok)(received, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.servers.set(service, server);
  }
}

const ok: Answer = ({ service }, response) => json(response, 200, { service });

export function json(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body));
}
