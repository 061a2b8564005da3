import { run } from '@biaozhi/service-kit';
import { service } from './service.js';

await run(service);
