import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { finalize, type Observable } from 'rxjs';
import { BusStatus, type BusNumbers } from '@biaozhi/bus';

/** Figures of the bus without labels. Those that end in `_total` count since this replica's start. */
const BUS_FIGURES: [name: string, help: string, value: (bus: BusNumbers) => number][] = [
  ['bus_connected', 'Whether there is a connection to NATS', (bus) => Number(bus.connected)],
  ['bus_connections_total', 'Connections to NATS that were made', (bus) => bus.connections],
  ['bus_leading', 'Whether this replica is the one that publishes', (bus) => Number(bus.leading)],
  ['bus_published_total', 'Events published', (bus) => bus.published],
  ['bus_unpublished_events', 'Events in the outbox that are not on the bus yet', (bus) => bus.unpublished.count],
  ['bus_unpublished_oldest_seconds', 'Age of the oldest unpublished event', (bus) => bus.unpublished.oldestSeconds],
  ['bus_handled_total', 'Events handled', (bus) => bus.consumer.handled],
  ['bus_stale_total', 'Events that came again and were dropped', (bus) => bus.consumer.stale],
  ['bus_failed_total', 'Events that could not be handled at once', (bus) => bus.consumer.failed],
  ['bus_gaps_total', 'Aggregates of which an event came before its predecessors', (bus) => bus.consumer.gaps],
  ['bus_resends_asked_total', 'Requests to producers to send again', (bus) => bus.resends.asked],
  ['bus_resends_answered_total', 'Such requests of readers that were answered', (bus) => bus.resends.answered],
  ['bus_fence_proofs_total', 'Times that the streams were compared with the outbox', (bus) => bus.fence.proofs],
  ['bus_fence_epoch_changes_total', 'Streams found to be gone and made anew', (bus) => bus.fence.epochChanges],
  ['bus_fence_rewinds_total', 'Streams found to have lost events', (bus) => bus.fence.rewinds],
  ['bus_fence_requeued_total', 'Events sent again because of such findings', (bus) => bus.fence.requeued],
  ['bus_fence_durables_remade_total', 'Durables made anew because of such findings', (bus) => bus.fence.durablesRemade],
  ['bus_comparison_passes_total', 'Comparisons of the outbox with what readers have seen', (bus) => bus.comparison.passes],
  ['bus_comparison_compared_total', 'Events that readers were asked about', (bus) => bus.comparison.compared],
  ['bus_comparison_lost_total', 'Events found to be lost on their way and sent again', (bus) => bus.comparison.lost],
];

/** Figures for Prometheus: process, requests, bus. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer a request',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  private readonly letters = this.gauge('bus_dead_letters', 'Events that could not be handled', ['state']);
  private readonly pending = this.gauge('bus_consumer_pending', 'Events that a durable has not handed out yet', ['durable']);
  private readonly unanswered = this.gauge('bus_consumer_unanswered', 'Events that a durable has handed out and got no answer for', ['durable']);
  private readonly redelivered = this.gauge('bus_consumer_redelivered', 'Unanswered events that were handed out more than once', ['durable']);
  private readonly plain: [Gauge | Counter, (numbers: BusNumbers) => number][];

  constructor(private readonly bus: BusStatus) {
    collectDefaultMetrics({ register: this.registry });
    this.plain = BUS_FIGURES.map(([name, help, value]) => [
      name.endsWith('_total') ? new Counter({ name, help, registers: [this.registry] }) : this.gauge(name, help),
      value,
    ]);
  }

  observe(method: string, route: string, status: number, seconds: number): void {
    this.requests.observe({ method, route, status }, seconds);
  }

  async text(): Promise<string> {
    const numbers = await this.bus.numbers();
    for (const [figure, value] of this.plain) {
      figure.reset();
      figure.inc(value(numbers));
    }
    for (const [state, count] of Object.entries(numbers.deadLetters)) this.letters.set({ state }, count);
    for (const gauge of [this.pending, this.unanswered, this.redelivered]) gauge.reset();
    for (const { durable, pending, unanswered, redelivered } of numbers.durables) {
      this.pending.set({ durable }, pending);
      this.unanswered.set({ durable }, unanswered);
      this.redelivered.set({ durable }, redelivered);
    }
    return this.registry.metrics();
  }

  private gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}

/** Times every request under its route's pattern, so that ids do not become labels. */
@Injectable()
export class MetricsInterceptor implements NestInterceptor {
  constructor(private readonly metrics: Metrics) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const began = performance.now();
    return next.handle().pipe(
      finalize(() => {
        const route = request.routeOptions.url ?? 'unknown';
        this.metrics.observe(request.method, route, reply.statusCode, (performance.now() - began) / 1000);
      }),
    );
  }
}
