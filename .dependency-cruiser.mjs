/**
 * The directions of docs/style.md, one rule each, checked by `npm run check`. Type-only imports count like any other:
 * a type of the wrong layer is the first step of a dependency on it. Tests are free except where a rule names them.
 * `test/infra/fences.test.ts` shows that every rule bites.
 */
const TEST = '(\\.(test|contract)\\.tsx?$|^shared/[^/]+/contract/)'

/** In `to.path`, `$1` is the feature (or folder) that `from.path` captured. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const source = (path, ...except) => ({ path, pathNot: [TEST, ...except] })

export default {
  forbidden: [
    forbid(
      'kernel-imports-only-zod',
      'The kernel is what everything else stands on: it may import its own files and zod.',
      source('^shared/kernel/'),
      { pathNot: ['^shared/kernel/', '^node_modules/zod/'] },
    ),
    forbid(
      'domain-is-pure',
      'Rules of a domain import their own folder, the matter in which all take part, the kernel, zod and the words for who acts: no I/O can hide in them.',
      source('^functions/([^/]+)/domain/'),
      {
        pathNot: [
          '^functions/($1|matters)/domain/',
          '^shared/kernel/',
          '^shared/identity/(actor|duty)\\.ts$',
          '^node_modules/zod/',
        ],
      },
    ),
    forbid(
      'features-meet-at-contracts',
      'A feature sees nothing of another but its contract.ts, and on the server its offers.ts.',
      source('^functions/([^/]+)/', '^functions/[^/]+/(domain/|(lambda|compose)\\.ts$)'),
      { path: '^functions/', pathNot: ['^functions/$1/', '^functions/[^/]+/(contract|offers)\\.ts$'] },
    ),
    forbid(
      'entries-take-what-all-share',
      'Where a feature is put together it may also take what all functions share, and the list of all parts.',
      source('^functions/([^/]+)/(lambda|compose)\\.ts$'),
      {
        path: '^functions/',
        pathNot: ['^functions/$1/', '^functions/[^/]+/(contract|offers)\\.ts$', '^functions/(lambda|parts)\\.ts$'],
      },
    ),
    forbid(
      'parts-meet-in-one-file',
      'Where parts meet, a room is its part.ts and its offers.ts.',
      source('^functions/parts\\.ts$'),
      { path: '^functions/', pathNot: '^functions/[^/]+/(offers|part)\\.ts$' },
    ),
    forbid(
      'parts-load-no-http',
      'Every function loads all parts: not even by a detour do they bring routes or the pipeline. (A route is data.)',
      source('^functions/(parts\\.ts$|[^/]+/(offers|others|part)\\.ts$)'),
      {
        path: ['^shared/http/', '^functions/[^/]+/http(\\.ts$|/)', '^node_modules/(hono|@middy)/'],
        pathNot: '^shared/http/route\\.ts$',
        reachable: true,
      },
    ),
    forbid(
      'contracts-are-light',
      'A contract is bundled into the desk: its own domain, keys, kernel, route, duty and zod, nothing from Node.',
      source('^functions/([^/]+)/contract[^/.]*\\.ts$'),
      {
        pathNot: [
          '^functions/$1/(domain/|contract[^/]*\\.ts$|store\\.ts$)',
          '^functions/[^/]+/contract\\.ts$',
          '^shared/kernel/',
          '^shared/http/route\\.ts$',
          '^shared/identity/duty\\.ts$',
          '^node_modules/zod/',
        ],
      },
    ),
    forbid(
      'commands-and-stores-know-no-http',
      'What is done does not depend on how it was asked for.',
      source('^functions/[^/]+/(commands/|reactions/|reads/|store[^/.]*\\.ts$)'),
      {
        path: ['^shared/http/', '^functions/[^/]+/http(\\.ts$|/)', '^(node:)?https?$', '^node_modules/(hono|@middy)/'],
      },
    ),
    forbid(
      'aws-sdk-only-in-adapters',
      'The AWS SDK appears in the adapters of shared/ and in the tests that run them, nowhere else.',
      { path: '^(functions|infra|web|test)/', pathNot: ['^test/(contract|support)/'] },
      { path: '^node_modules/(@aws-sdk|@smithy|aws-sdk-client-mock)' },
    ),
    forbid(
      'ports-know-no-adapter',
      'A port, and what is written against it, does not know the AWS SDK: the adapter is its own file.',
      source('^shared/(kernel|calendar|config)/|^shared/(feature|ports)\\.ts$|^shared/([^/]+)/\\3\\.ts$'),
      { path: '^node_modules/(@aws-sdk|@smithy)' },
    ),
    forbid(
      'adapters-are-chosen-at-the-edge',
      'Which adapter runs is decided in lambda.ts (each room has one, and all share one) and infra/local; what lies between them sees ports only.',
      source('^functions/', '^functions/lambda\\.ts$', '^functions/[^/]+/lambda\\.ts$'),
      {
        path: [
          '^shared/[^/]+/(aws|disk|dynamo|kms|lambda|local|node|powertools|s3|smtp|sns|sqlite|sqs|stream)[^/]*(\\.ts$|/)',
          '^node:(fs|sqlite|net|http|https|child_process)',
        ],
      },
    ),
    forbid(
      'shared-knows-no-feature',
      'No feature noun appears in shared/.',
      { path: '^shared/' },
      {
        path: '^(functions|infra|web)/',
      },
    ),
    forbid(
      'cdk-only-in-infra',
      'Only infra/ and test/infra import CDK; the one-machine server in infra/local does not.',
      { path: '.', pathNot: ['^infra/(?!local/)', '^test/infra/'] },
      { path: '^node_modules/(aws-cdk-lib|constructs|cdk-nag)/' },
    ),
    forbid(
      'web-reads-contracts-and-kernel',
      'The faces see what the features promise, not how they keep it.',
      source('^web/'),
      {
        path: '^(functions|shared|infra)/',
        pathNot: [
          '^functions/[^/]+/contract\\.ts$',
          '^shared/kernel/',
          '^shared/http/route\\.ts$',
          '^shared/identity/duty\\.ts$',
        ],
      },
    ),
    forbid('nothing-circular', 'Two files that need each other are one file.', { path: '.' }, { circular: true }),
    forbid(
      'no-test-in-production',
      'Production code imports no test, and no package that is there for tests.',
      { path: '^(functions|shared|infra|web)/', pathNot: TEST },
      { path: ['^test/', TEST, '^node_modules/(vitest|fast-check|aws-sdk-client-mock)'] },
    ),
    forbid(
      'declared-packages-only',
      'What runs on Lambda or on one machine stands under `dependencies`; a dev dependency is not there.',
      source('^(functions|shared)/'),
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/@types/',
      },
    ),
    forbid(
      'nothing-unresolved',
      'Every import leads somewhere. (`aws-lambda` is types only: `@types/aws-lambda`.)',
      { path: '.' },
      { couldNotResolve: true, pathNot: '^aws-lambda$' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: '^node_modules/' },
    exclude: { path: '(^|/)(cdk\\.out|dist|\\.cache|\\.data)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      conditionNames: ['import', 'node', 'types', 'default'],
      exportsFields: ['exports'],
    },
  },
}
