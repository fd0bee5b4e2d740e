import { RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type * as z from 'zod'
import type { Route } from '../../shared/http/route.ts'
import { acknowledge } from './acknowledge.ts'
import type { FeatureFunction } from './feature-function.ts'

/** Codes and numbers. No address and no user agent: only the application's own limiter needs to know who asked. */
const LOGGED = JSON.stringify({
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  ms: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.error.responseType',
})

const TOKENS = 'Tokens are verified with jose in the pipeline, the same in both modes; public routes carry none.'

/** The gateway: the routes of every contract, payload 2.0, each to the one HTTP function of its feature. */
export class Gateway extends Construct {
  readonly api: HttpApi
  /** Without a slash at the end. */
  readonly url: string

  constructor(scope: Construct, id: string, props: { domain?: { name: string; certificateArn: string } | undefined }) {
    super(scope, id)
    const { domain } = props
    this.api = new HttpApi(this, 'Api', {
      createDefaultStage: false,
      // Only where people have another address to come by.
      disableExecuteApiEndpoint: domain !== undefined,
    })
    const own =
      domain &&
      new DomainName(this, 'Domain', {
        domainName: domain.name,
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      })
    const requests = new LogGroup(this, 'Requests', {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(requests),
        format: AccessLogFormat.custom(LOGGED),
      },
      ...(own ? { domainMapping: { domainName: own } } : {}),
    })
    this.url = domain ? `https://${domain.name}` : this.api.apiEndpoint
  }

  /** Everything that no route takes. */
  serveRest(fn: FeatureFunction<z.ZodObject>): void {
    const rest = new HttpRoute(this, 'Rest', {
      httpApi: this.api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: this.integration('rest', fn),
    })
    acknowledge(rest, 'APIG4', TOKENS)
  }

  /** @param routes of the feature's contract: what the desk, the local server and OpenAPI read, too. */
  serve(name: string, routes: readonly Route[], fn: FeatureFunction<z.ZodObject>): void {
    const integration = this.integration(name, fn)
    for (const { method, path } of routes) {
      for (const route of this.api.addRoutes({ path, methods: [HttpMethod[method]], integration })) {
        acknowledge(route, 'APIG4', TOKENS)
      }
    }
  }

  private integration(name: string, { fn }: FeatureFunction<z.ZodObject>): HttpLambdaIntegration {
    return new HttpLambdaIntegration(name, fn, {
      payloadFormatVersion: PayloadFormatVersion.VERSION_2_0,
      // One statement for the whole gateway: one for each route would fill the function's policy of 20 KB.
      scopePermissionToRoute: false,
    })
  }
}
