import { routesOf } from '../../functions/product.ts'
import { env } from '../../functions/site/env.ts'
import { HEALTH } from '../../functions/site/store.ts'
import { FeatureFunction } from '../constructs/feature-function.ts'
import { readFiles, readPartition } from '../constructs/permissions.ts'
import { HTTP, type ServiceStack } from '../stacks/service.ts'

/** What no feature answers: the desk's settings, pages that are not there and, without an edge, all files. */
export function site(stack: ServiceStack): void {
  const { data, alarms, gateway } = stack
  const fn = new FeatureFunction(stack, 'Site', {
    entry: 'functions/site/lambda.ts',
    handler: 'handler',
    service: 'site',
    hurt: '工作人员登录不了工作台;没有边缘节点的地方,群众打不开公示页面。',
    heading: 'site',
    schema: env,
    env: stack.tell(...HTTP, 'MATTERS_TABLE', 'OIDC_CLIENT_ID', 'SITE_BUCKET', 'DESK_BUCKET', 'UPLOADS_ORIGIN'),
    permissions: [
      ...readFiles(data.site.bucket),
      ...readFiles(data.desk.bucket),
      ...readPartition(data.matters, HEALTH.pk),
    ],
    alarms,
  })
  gateway.serve('site', routesOf('site'), fn)
  gateway.serveRest(fn)
}
