import { s3Client } from '../../shared/files/s3/client.ts'
import { openS3 } from '../../shared/files/s3/s3.ts'
import { lambdaFeature } from '../lambda.ts'
import { others, withParts } from '../parts.ts'
import { compose } from './compose.ts'
import { env as schema } from './env.ts'

const { env, ports, handlers } = lambdaFeature('archive', schema)
const deps = withParts(ports)
// Each bucket encrypts by its own default, with the key of the data stack.
const buckets = { incoming: env.INCOMING_BUCKET, archive: env.ARCHIVE_BUCKET, site: env.SITE_BUCKET }
const files = openS3({ client: s3Client(), buckets, lockMode: env.LOCK_MODE, now: ports.now })

export const { handler, onSchedule } = handlers(compose({ ...deps, ...others.archive(deps), files }))
