import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

interface Ambient {
  manager: EntityManager;
  afterCommit: (() => void | Promise<void>)[];
  /**
   * False once it is committed or rolled back: work that outlives its transaction must not slip into a returned
   * connection.
   */
  open: boolean;
  /** The first error that left a nested run; what it had begun is half done, so nothing may be committed any more. */
  doomed?: { error: unknown };
}

/**
 * Transactions that nest: whoever runs inside of another joins it, so effect, inbox, outbox and audit record stand or
 * fall together.
 */
@Injectable()
export class Transactions {
  private readonly logger = new Logger(Transactions.name);
  private readonly ambient = new AsyncLocalStorage<Ambient>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `fn` in the ambient transaction, or in a new one that is committed when `fn` is done.
   * An error that leaves a nested run dooms the whole transaction, also when somebody catches it on the way.
   */
  async run<T>(fn: (manager: EntityManager) => Promise<T>): Promise<T> {
    const outer = this.ambient.getStore();
    if (outer?.open) return this.join(outer, fn);
    const afterCommit: Ambient['afterCommit'] = [];
    const result = await this.dataSource.transaction((manager) => this.begin({ manager, afterCommit, open: true }, fn));
    await this.announce(afterCommit);
    return result;
  }

  /** Runs `hook` when the ambient transaction is committed, at once when there is none; never after a rollback. */
  afterCommit(hook: () => void | Promise<void>): void {
    const outer = this.ambient.getStore();
    if (outer?.open) outer.afterCommit.push(hook);
    else void this.announce([hook]);
  }

  /** The ambient transaction's manager; outside of one, a manager whose every statement stands alone. */
  get manager(): EntityManager {
    return this.current() ?? this.dataSource.manager;
  }

  /** The ambient transaction's manager, or nothing. */
  current(): EntityManager | undefined {
    const outer = this.ambient.getStore();
    return outer?.open ? outer.manager : undefined;
  }

  /** Runs `fn` outside of the ambient transaction, e.g. to record a failure that must survive the rollback. */
  apart<T>(fn: () => Promise<T>): Promise<T> {
    return this.ambient.exit(fn);
  }

  private async join<T>(outer: Ambient, fn: (manager: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await fn(outer.manager);
    } catch (error) {
      outer.doomed ??= { error };
      throw error;
    }
  }

  private begin<T>(ambient: Ambient, fn: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.ambient.run(ambient, async () => {
      try {
        const result = await fn(ambient.manager);
        if (ambient.doomed) throw ambient.doomed.error;
        return result;
      } finally {
        ambient.open = false;
      }
    });
  }

  private async announce(hooks: Ambient['afterCommit']): Promise<void> {
    for (const hook of hooks) {
      try {
        await hook();
      } catch (error) {
        this.logger.error(`after commit: ${String(error)}`, error instanceof Error ? error.stack : undefined);
      }
    }
  }
}
