export { startTestBus, type TestBus } from './bus.js';
export { createTestDatabase, type TestDatabase } from './database.js';
export { eventually } from './eventually.js';
export type { HttpAnswer, RequestOptions, TestHttp } from './http.js';
export { startTestService, type TestService, type TestServiceOptions } from './service.js';
export { principal, startJwks, tokenFor } from './tokens.js';
