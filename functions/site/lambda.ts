import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { readEnv } from '../../shared/config/env.ts'
import { s3Client } from '../../shared/files/s3/client.ts'
import { openS3 } from '../../shared/files/s3/s3.ts'
import { Refusal } from '../../shared/kernel/refusal.ts'
import { authOptions, lambdaHandlers, now } from '../../shared/lambda.ts'
import { openLog } from '../../shared/observe/log.ts'
import { MATTERS } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import { problemPage } from '../../web/site/pages/error.ts'
import { compose } from './compose.ts'
import { env as schema } from './env.ts'
import { forPeople, pages } from './http/pages.ts'

const env = readEnv(schema, process.env)
const client = s3Client()
const reading = (bucket: string) =>
  openS3({ client, buckets: { site: bucket, incoming: bucket, archive: bucket }, now })

const served = pages({
  site: reading(env.SITE_BUCKET),
  desk: reading(env.DESK_BUCKET),
  connect: `${new URL(env.OIDC_ISSUER).origin} ${env.UPLOADS_ORIGIN}`,
})

const log = openLog('site')
const matters = openDynamo({ client: dynamoClient(), tableName: env.MATTERS_TABLE, definition: MATTERS })

const { handler: answer } = lambdaHandlers(
  compose(
    { issuer: env.OIDC_ISSUER, clientId: env.OIDC_CLIENT_ID, audience: env.OIDC_AUDIENCE, demo: false },
    { matters, log },
  ),
  {
    ...authOptions(env),
    actors: { actorOf: () => Promise.reject(new Refusal('forbidden', '这里没有需要登录的内容。')) },
    log,
    errorPage: problemPage,
  },
)

/**
 * `$default` of the gateway: what no feature's route takes. With an edge the files come from the buckets straight, and
 * this says 404 in people's words.
 */
export async function handler(
  event: APIGatewayProxyEventV2,
  context: Context,
): Promise<APIGatewayProxyStructuredResultV2> {
  const page = env.ORIGIN_SECRET === undefined ? await served(event) : undefined
  if (page) return page
  return forPeople(event, await answer(event, context))
}
