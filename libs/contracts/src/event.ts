import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { IsOptional, IsUUID, Matches, validateSync } from 'class-validator';
import { findingsOf, problem } from '@biaozhi/problem';
import { PRODUCERS, RESTRICTED, streamOf, type AggregateType, type ServiceName, type StreamName } from './vocabulary.js';

/** What every event's data begins with. */
export abstract class AggregateData {
  /** The aggregate's id (UUIDv7). */
  @IsUUID() readonly id!: string;
  /** The unit (单位) that it concerns. */
  @IsOptional() @IsUUID() readonly unitId?: string;
  /** GB/T 2260 code of the division, six digits; `100000` for the centre. */
  @Matches(/^\d{6}$/) readonly region!: string;
  /** The bureau (编办) that is responsible. */
  @IsOptional() @IsUUID() readonly bureauId?: string;

  /**
   * Makes an event from the whole public state of its aggregate; it cannot be changed afterwards.
   * @throws Problem 422 `validation` when the data is not what the contract says.
   */
  static of<E extends AggregateData>(this: new () => E, data: Omit<E, never>): E {
    const event = plainToInstance(this, withoutUndefined(data));
    const violations = validateSync(event as object, { whitelist: true, forbidNonWhitelisted: true });
    if (violations.length) throw problem(422, 'validation', { findings: findingsOf(violations) });
    return Object.freeze(event);
  }
}

const withoutUndefined = (data: object): object =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined && value !== null));

export type EventClass<E extends AggregateData = AggregateData> = (new () => E) & { readonly name: string };

/** Where and how an event is published. */
export interface Publication {
  aggregate: AggregateType;
  /** Past tense, lower case, words joined by `-`. */
  event: string;
  version: number;
  producer: ServiceName;
  stream: StreamName;
  /** Holds personal data: published on `restricted.…` only. */
  restricted: boolean;
  /** CloudEvents `type`, e.g. `cn.biaozhi.badge.issued.v1`. */
  type: string;
  /** CloudEvents `dataschema`. */
  dataschema: string;
  /** One English sentence: what has happened. */
  summary: string;
}

const published = new Map<EventClass, Publication>();

/** Declares a class as an event of the bus. The class is the type, the validator, the schema and the documentation. */
export const Publishes =
  (aggregate: AggregateType, event: string, summary: string, version = 1) =>
  (target: EventClass): void => {
    const type = `cn.biaozhi.${aggregate}.${event}.v${version}`;
    published.set(target, {
      aggregate,
      event,
      version,
      producer: PRODUCERS[aggregate],
      stream: streamOf(aggregate),
      restricted: RESTRICTED.includes(aggregate),
      type,
      dataschema: `urn:biaozhi:schema:${aggregate}.${event}.v${version}`,
      summary,
    });
  };

/** The publication of an event class. */
export function publicationOf(event: EventClass): Publication {
  const publication = published.get(event);
  if (!publication) throw new Error(`${event.name} is not declared with @Publishes`);
  return publication;
}

/** Every event class, in the order of declaration. */
export const eventClasses = (): EventClass[] => [...published.keys()];

/** The class of a CloudEvents `type`; nothing for a type that this version does not know. */
export const eventClassOf = (type: string): EventClass | undefined =>
  eventClasses().find((event) => publicationOf(event).type === type);

/**
 * Reads an event's data from the bus: unknown members are dropped (a newer minor producer may add some), the rest is validated.
 * @throws Problem 422 `validation`
 */
export function readEvent<E extends AggregateData>(event: EventClass<E>, data: unknown): E {
  const instance = plainToInstance(event, data) as E;
  const violations = validateSync(instance as object, { whitelist: true });
  if (violations.length) throw problem(422, 'validation', { findings: findingsOf(violations) });
  return Object.freeze(instance);
}
