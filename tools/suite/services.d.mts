/** The services in the order of their ports, each with the name of its database and role. */
export declare const SERVICES: readonly string[];
/** The service's program, below the project. */
export declare function scriptOf(service: string): string;
/** `domain-registration` → `domain_registration` */
export declare function databaseOf(service: string): string;
/** Name of an environment variable that is given per service, e.g. DATABASE_URL_DOMAIN_REGISTRATION. */
export declare function variableOf(prefix: string, service: string): string;
