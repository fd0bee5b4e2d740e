import { chinaCalendar } from '../../shared/calendar/china.ts'
import { readEnv } from '../../shared/config/env.ts'
import { s3Client } from '../../shared/files/s3/client.ts'
import { openS3 } from '../../shared/files/s3/s3.ts'
import { entries, gate, newId, now } from '../../shared/lambda.ts'
import { openLog } from '../../shared/observe/log.ts'
import { MATTERS } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import { problemPage } from '../../web/site/pages/error.ts'
import { publicAttachment } from '../archive/contract.ts'
import { publicCopies } from '../archive/offers.ts'
import { opinionsOf, toReconcile } from '../comments/contract.ts'
import { actorSource } from '../organs/contract.ts'
import { compose } from './compose.ts'
import { env } from './env.ts'

const told = readEnv(env, process.env)
const log = openLog('notices')
const matters = openDynamo({ client: dynamoClient(), tableName: told.MATTERS_TABLE, definition: MATTERS })
const files = openS3({
  client: s3Client(),
  buckets: { incoming: told.INCOMING_BUCKET, archive: told.ARCHIVE_BUCKET, site: told.SITE_BUCKET },
  now,
})

export const { handler, onEvent, onSchedule } = entries(
  compose(
    { matters, files, calendar: chinaCalendar(), now, newId, log, publicUrl: told.PUBLIC_URL },
    {
      opinions: (notice) => opinionsOf(matters, notice),
      attachment: publicAttachment(matters),
      publicCopies: publicCopies({ matters, files, now }),
      ended: toReconcile,
      // Laid beside the bundle: infra/bundle.ts.
      assets: new URL('./assets/', import.meta.url),
    },
  ),
  {
    ...gate(told),
    actors: actorSource({ table: matters, now }),
    log,
    errorPage: problemPage,
  },
)
