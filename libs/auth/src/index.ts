export { AuthModule } from './auth.module.js';
export { VerificationKeys } from './keys.js';
export { Me, Open, Policy } from './policy.js';
export {
  claimsOf,
  principalOf,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  type AccessClaims,
  type Principal,
} from './principal.js';
export { Seal } from './seal.js';
