import { ValidationPipe } from '@nestjs/common';
import { findingsOf, problem } from '@biaozhi/problem';

/** Checks bodies and queries against their DTO classes; unknown fields are findings too. */
export const validationPipe = (): ValidationPipe =>
  new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    exceptionFactory: (errors) => problem(422, 'validation', { findings: findingsOf(errors) }),
  });
