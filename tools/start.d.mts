export { startSuite, type Suite, type SuiteOptions, type SuiteProcess, type SuiteService } from './suite/start-suite.mjs';
