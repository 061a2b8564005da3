export { otherwise, ROLES, workflow, Workflow, type Role, type Rule, type Step } from './workflow.js';
