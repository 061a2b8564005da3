import { createParamDecorator, Injectable, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { Problem, problem } from '@biaozhi/problem';
import type { Role } from '@biaozhi/workflow';
import type { Principal } from './principal.js';

const POLICY = 'biaozhi:policy';
const OPEN = 'biaozhi:open';

/** Who may call: any of the roles; without roles, anybody who is signed in. A route without a policy is refused. */
export const Policy = (...roles: Role[]): MethodDecorator & ClassDecorator => SetMetadata(POLICY, roles);

/** Anybody may call, signed in or not. */
export const Open = (): MethodDecorator & ClassDecorator => SetMetadata(OPEN, true);

/** The principal of the request. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { user } = context.switchToHttp().getRequest<{ user?: Principal }>();
  if (!user) throw problem(401, 'unauthenticated');
  return user;
});

/** Lets nobody in whom no policy lets in. */
@Injectable()
export class PolicyGuard extends AuthGuard('jwt') {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    // What comes over the bus is let in by the bus's own permissions.
    if (context.getType() !== 'http') return true;
    const places = [context.getHandler(), context.getClass()];
    const roles = this.reflector.getAllAndOverride<Role[] | undefined>(POLICY, places);
    // On the method itself @Policy beats @Open on the class, and the other way round.
    const open = this.reflector.getAllAndOverride<boolean | undefined>(OPEN, places);
    const methodPolicy = this.reflector.get<Role[] | undefined>(POLICY, context.getHandler());
    if (open && !methodPolicy) return true;
    if (!roles) throw problem(403, 'forbidden');
    await super.canActivate(context);
    const { user } = context.switchToHttp().getRequest<{ user: Principal }>();
    if (roles.length && !roles.some((role) => user.roles.includes(role))) throw problem(403, 'forbidden');
    return true;
  }

  /** passport hands failures of the key look-up over as `info`. */
  override handleRequest<P>(error: unknown, user: P | false, info: unknown): P {
    for (const told of [error, info]) if (told instanceof Problem) throw told;
    if (error || !user) throw problem(401, 'unauthenticated', { cause: error });
    return user;
  }
}
