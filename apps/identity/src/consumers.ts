import { Controller } from '@nestjs/common';
import { Consumes } from '@biaozhi/bus';
import { DomainRegistered } from '@biaozhi/contracts';
import { SystemAssignsAccount } from './use-cases/system-assigns-account.js';

@Controller()
export class Consumers {
  constructor(private readonly assigns: SystemAssignsAccount) {}

  @Consumes(DomainRegistered)
  onDomainRegistered(event: DomainRegistered): Promise<void> {
    return this.assigns.run(event);
  }
}
