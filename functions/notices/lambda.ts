import { s3Client } from '../../shared/files/s3/client.ts'
import { openS3 } from '../../shared/files/s3/s3.ts'
import { lambdaFeature } from '../lambda.ts'
import { others, withParts } from '../parts.ts'
import { compose } from './compose.ts'
import { env as schema } from './env.ts'

const { env, ports, handlers } = lambdaFeature('notices', schema)
const buckets = { incoming: env.INCOMING_BUCKET, archive: env.ARCHIVE_BUCKET, site: env.SITE_BUCKET }
const files = openS3({ client: s3Client(), buckets, now: ports.now })
const deps = { ...withParts(ports), files }
// Laid beside the bundle: infra/bundle.ts.
const assets = new URL('./assets/', import.meta.url)

export const { handler, onEvent, onSchedule } = handlers(
  compose({ ...deps, ...others.notices(deps), assets, publicUrl: env.PUBLIC_URL }),
)
