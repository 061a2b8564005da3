/** Who may import whom. `npm run lint` checks it; test/imports.spec.ts shows that each rule bites. */
module.exports = {
  forbidden: [
    {
      name: 'apps-stand-alone',
      comment: 'Services share libraries and events, never each other’s code.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-know-no-app',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'libs-by-their-face',
      comment: 'A library is used through its index; what lies behind it may change.',
      severity: 'error',
      from: { path: '^(apps|libs|test)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/src/(?!index\\.ts$)', pathNot: '^libs/$2/' },
    },
    {
      name: 'domain-imports-no-framework',
      comment: 'The law is plain classes: only contracts, workflow, problem and standards, and pure helpers of npm.',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/domain/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: [
          '^libs/(bus|auth|service-kit|visit|testing)/',
          '^apps/[^/]+/src/(?!domain/)',
          'node_modules/(@nestjs|@nats-io|typeorm|pg|fastify|@fastify|undici|rxjs|pino|nodemailer)(/|$)',
          '^(node:)?(fs|http|https|net|dgram|child_process)(/|$)',
        ],
      },
    },
    {
      name: 'decisions-do-not-look-up',
      comment: 'http and consumers call use-cases, use-cases call domain and store; never the other way round.',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/(use-cases|store)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^apps/[^/]+/src/(http/|consumers)' },
    },
    {
      name: 'only-bus-talks-to-nats',
      comment: 'Ordering, fencing and retries live in one place. Tests and tools watch the bus from outside.',
      severity: 'error',
      from: { pathNot: '^(libs/(bus|testing)/|tools/|test/|apps/[^/]+/test/)' },
      to: { path: 'node_modules/@nats-io/' },
    },
    {
      name: 'testing-stays-in-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '(\\.spec\\.ts$|/test/|^libs/testing/)' },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolves',
      comment: 'pdfmake has its types in a package of their own, which only the compiler looks up.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^pdfmake/interfaces' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules/\\.cache|apps/portal)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
