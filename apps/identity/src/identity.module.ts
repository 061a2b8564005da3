import { Module } from '@nestjs/common';
import { Consumers } from './consumers.js';
import { BureausController } from './http/bureaus.controller.js';
import { CalendarsController } from './http/calendars.controller.js';
import { PasskeysController } from './http/passkeys.controller.js';
import { SecondFactorController } from './http/second-factor.controller.js';
import { SessionsController } from './http/sessions.controller.js';
import { StaffController } from './http/staff.controller.js';
import { UnitsController } from './http/units.controller.js';
import { Accounts } from './store/accounts.js';
import { Bureaus } from './store/bureaus.js';
import { Calendars } from './store/calendars.js';
import { LoginAttempts } from './store/login-attempts.js';
import { Passkeys } from './store/passkeys.js';
import { SecondFactors } from './store/second-factors.js';
import { ServedUnits } from './store/served-units.js';
import { Sessions } from './store/sessions.js';
import { SigningKeys } from './store/signing-keys.js';
import { Units } from './store/units.js';
import { AdministratorKeepsBureaus } from './use-cases/administrator-keeps-bureaus.js';
import { AdministratorKeepsStaff } from './use-cases/administrator-keeps-staff.js';
import { BureauTreeIsLaid } from './use-cases/bureau-tree-is-laid.js';
import { DemoIsPrepared } from './use-cases/demo-is-prepared.js';
import { FailedAttempts } from './use-cases/failed-attempts.js';
import { FirstLogin } from './use-cases/first-login.js';
import { PasskeyCeremony } from './use-cases/passkey-ceremony.js';
import { Passwords } from './use-cases/passwords.js';
import { PersonForgetsPassword } from './use-cases/person-forgets-password.js';
import { PersonKeepsAccount } from './use-cases/person-keeps-account.js';
import { PersonKeepsPasskeys } from './use-cases/person-keeps-passkeys.js';
import { PersonSignsIn } from './use-cases/person-signs-in.js';
import { SecondStep } from './use-cases/second-step.js';
import { SystemAssignsAccount } from './use-cases/system-assigns-account.js';
import { SystemTidies } from './use-cases/system-tidies.js';
import { UnitChanges } from './use-cases/unit-changes.js';
import { UnitRegisters } from './use-cases/unit-registers.js';
import { UnitsFollowTheirBureau } from './use-cases/units-follow-their-bureau.js';

const stores = [Units, Bureaus, ServedUnits, Accounts, LoginAttempts, SecondFactors, Passkeys, Sessions, SigningKeys, Calendars];
const useCases = [
  Passwords,
  FirstLogin,
  UnitRegisters,
  UnitChanges,
  FailedAttempts,
  PasskeyCeremony,
  SecondStep,
  PersonSignsIn,
  PersonKeepsAccount,
  PersonKeepsPasskeys,
  PersonForgetsPassword,
  SystemAssignsAccount,
  AdministratorKeepsStaff,
  AdministratorKeepsBureaus,
  UnitsFollowTheirBureau,
  SystemTidies,
  BureauTreeIsLaid,
  DemoIsPrepared,
];

@Module({
  controllers: [
    UnitsController,
    SessionsController,
    SecondFactorController,
    PasskeysController,
    BureausController,
    StaffController,
    CalendarsController,
    Consumers,
  ],
  providers: [...stores, ...useCases],
})
export class IdentityModule {}
