import { loadConfig } from '@biaozhi/service-kit';
import { GatewayConfig } from './config.js';
import { createGateway } from './gateway.js';

const config = loadConfig(GatewayConfig, process.env);
const app = await createGateway(config);
await app.listen(config.port, config.host);
