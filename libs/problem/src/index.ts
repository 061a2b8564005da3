import './builtin.js';

export { catalogue, hasMessage, LOCALES, localeOf, say, type Locale, type Message } from './messages.js';
export { finding, problem, Problem, type Finding, type ProblemDocument } from './problem.js';
export { findingsOf } from './validation.js';
