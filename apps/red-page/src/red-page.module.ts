import { Module } from '@nestjs/common';
import { Consumers } from './consumers.js';
import { HostsController } from './http/hosts.controller.js';
import { RedPagesController } from './http/red-pages.controller.js';
import { Publications } from './store/publications.js';
import { RedPages } from './store/red-pages.js';
import { Units } from './store/units.js';
import { BadgeOpensPage } from './use-cases/badge-opens-page.js';
import { BadgeOrDomainChanges } from './use-cases/badge-or-domain-changes.js';
import { HandlerEditsPage } from './use-cases/handler-edits-page.js';
import { HandlerPublishesPage } from './use-cases/handler-publishes-page.js';

/** Lets units without a site of their own write, publish and serve a page. */
@Module({
  controllers: [RedPagesController, HostsController, Consumers],
  providers: [
    BadgeOpensPage,
    BadgeOrDomainChanges,
    HandlerEditsPage,
    HandlerPublishesPage,
    Publications,
    RedPages,
    Units,
  ],
})
export class RedPageModule {}
