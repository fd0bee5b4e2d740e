import { join, resolve } from 'node:path'
import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda'
import { NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type * as z from 'zod'
import { ASSETS, BUNDLING, ROOT } from '../bundle.ts'
import { explainWildcards } from './acknowledge.ts'
import { ALARM_PERIOD, type Alarms } from './alarm.ts'

/** Named actions on named resources. Without grant helpers: what a function may do is written beside it. */
export interface Permission {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  /** Why a resource cannot be named: required where it holds a wildcard. */
  readonly why?: string
  /** When it holds, as IAM writes it. */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
}

/** A value for each variable of the function's schema: a missing one or one too many does not compile. */
export type EnvOf<S extends z.ZodObject> = { readonly [K in keyof Required<z.input<S>>]: string }

export interface FeatureFunctionProps<S extends z.ZodObject> {
  /** File from the root, and the export that Lambda calls: one bundle per entry, several functions. */
  readonly entry: string
  readonly handler: 'handler' | 'publicHandler' | 'onEvent' | 'onSchedule'
  /** For what answers requests: the name under which it counts its faults, which Lambda does not see as errors. */
  readonly service?: string
  /** Who is hurt while it fails, and how. Shown in its alarm. */
  readonly hurt: string
  /** Heading in docs/runbook.md. */
  readonly heading: string
  readonly schema: S
  readonly env: EnvOf<S>
  readonly permissions: readonly Permission[]
  readonly alarms: Alarms
  /** Seconds; 25 at most for what answers requests, the same as on one machine. */
  readonly timeout?: number
  readonly memory?: number
  /** It reads the site's style sheets and scripts. */
  readonly assets?: boolean
}

/** A function with its role, its log and its alarm; the code of one entry, bundled as the ES module it is. */
export class FeatureFunction<S extends z.ZodObject> extends Construct {
  readonly fn: NodejsFunction
  readonly role: Role

  constructor(scope: Construct, id: string, props: FeatureFunctionProps<S>) {
    super(scope, id)
    demandEnv(id, props.schema, props.env)
    const logGroup = new LogGroup(this, 'Log', {
      // 网络安全法 第二十一条: network logs for at least six months. They hold codes and ids, no personal data.
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    this.allow({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
      why: 'Lambda names the streams of the function’s own log group.',
    })
    for (const permission of props.permissions) this.allow(permission)

    this.fn = new NodejsFunction(this, 'Function', {
      entry: resolve(ROOT, props.entry),
      handler: props.handler,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memory ?? 512,
      timeout: Duration.seconds(props.timeout ?? 25),
      role: this.role,
      logGroup,
      environment: { ...(props.env as Record<string, string>), NODE_OPTIONS: '--enable-source-maps' },
      projectRoot: ROOT,
      depsLockFilePath: resolve(ROOT, 'package-lock.json'),
      bundling: {
        ...BUNDLING,
        mainFields: [...BUNDLING.mainFields],
        format: OutputFormat.ESM,
        sourceMap: true,
        // The SDK that was tested, not the one that Lambda happens to have.
        bundleAwsSDK: true,
        commandHooks: {
          beforeBundling: () => [],
          beforeInstall: () => [],
          afterBundling: (_source, target) =>
            props.assets ? [`cp -r "${join(ROOT, ASSETS)}" "${join(target, 'assets')}"`] : [],
        },
      },
    })
    props.alarms.watch(this, 'Errors', {
      heading: props.heading,
      hurt: props.hurt,
      metric: this.fn.metricErrors({ period: ALARM_PERIOD }),
      threshold: 1,
    })
    this.watchFaults(props)
  }

  /** A reply of 500 is no error to Lambda: functions that answer requests count their faults themselves. */
  private watchFaults({ handler, service, heading, hurt, alarms }: FeatureFunctionProps<S>): void {
    if (handler !== 'handler' && handler !== 'publicHandler') return
    if (service === undefined) throw new Error(`${this.node.path}: under which name does it count its faults?`)
    alarms.watch(this, 'Faults', {
      heading: `${heading}: faults`,
      hurt,
      metric: new Metric({
        namespace: 'wenping',
        metricName: 'Fault',
        dimensionsMap: { service },
        statistic: 'Sum',
        period: ALARM_PERIOD,
      }),
      threshold: 1,
    })
  }

  /** @throws Error for a wildcard that nobody explains. */
  allow(permission: Permission): void {
    const { actions, resources, why, conditions = {} } = permission
    if (actions.some((action) => action.includes('*'))) throw new Error(`${this.node.path}: name each action`)
    this.role.addToPolicy(
      new PolicyStatement({ effect: Effect.ALLOW, actions: [...actions], resources: [...resources], conditions }),
    )
    const wild = resources.some((resource) => resource.includes('*'))
    if (wild && why === undefined) throw new Error(`${this.node.path}: a wildcard needs a reason`)
    if (why !== undefined) explainWildcards(this.role.node.findChild('DefaultPolicy'), resources, why)
  }
}

/** The compiler checks this too, but not for values that it cannot see. */
function demandEnv(id: string, schema: z.ZodObject, env: Readonly<Record<string, string>>): void {
  const wanted = Object.keys(schema.shape).sort()
  const given = Object.keys(env).sort()
  if (wanted.join() !== given.join())
    throw new Error(`${id}: env needs ${wanted.join(', ')}; given ${given.join(', ')}`)
}
