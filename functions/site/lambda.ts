import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { readEnv } from '../../shared/config/env.ts'
import { s3Client } from '../../shared/files/s3/client.ts'
import { openS3 } from '../../shared/files/s3/s3.ts'
import { Refusal } from '../../shared/kernel/refusal.ts'
import { entries, gate, now } from '../../shared/lambda.ts'
import { openLog } from '../../shared/observe/log.ts'
import { MATTERS } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import { problemPage } from '../../web/site/pages/error.ts'
import { compose } from './compose.ts'
import { env } from './env.ts'
import { forPeople, pages } from './http/pages.ts'

const told = readEnv(env, process.env)
const client = s3Client()
const reading = (bucket: string) =>
  openS3({ client, buckets: { site: bucket, incoming: bucket, archive: bucket }, now })

const served = pages({
  site: reading(told.SITE_BUCKET),
  desk: reading(told.DESK_BUCKET),
  connect: `${new URL(told.OIDC_ISSUER).origin} ${told.UPLOADS_ORIGIN}`,
})

const log = openLog('site')
const matters = openDynamo({ client: dynamoClient(), tableName: told.MATTERS_TABLE, definition: MATTERS })

const { handler: answer } = entries(
  compose(
    { issuer: told.OIDC_ISSUER, clientId: told.OIDC_CLIENT_ID, audience: told.OIDC_AUDIENCE, demo: false },
    { matters, log },
  ),
  {
    ...gate(told),
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
  const page = told.ORIGIN_SECRET === undefined ? await served(event) : undefined
  if (page) return page
  return forPeople(event, await answer(event, context))
}
