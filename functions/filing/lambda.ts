import { chinaCalendar } from '../../shared/calendar/china.ts'
import { readEnv } from '../../shared/config/env.ts'
import { entries, gate, newId, now } from '../../shared/lambda.ts'
import { openLog } from '../../shared/observe/log.ts'
import { openKmsSigner } from '../../shared/signing/kms.ts'
import { kmsClient } from '../../shared/signing/kms-client.ts'
import { MATTERS } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import { problemPage } from '../../web/site/pages/error.ts'
import { archiveReadiness } from '../archive/contract.ts'
import { commentsReadiness } from '../comments/contract.ts'
import { actorSource } from '../organs/contract.ts'
import { compose } from './compose.ts'
import { env } from './env.ts'

const told = readEnv(env, process.env)
const log = openLog('filing')
const matters = openDynamo({ client: dynamoClient(), tableName: told.MATTERS_TABLE, definition: MATTERS })
const signer = openKmsSigner({ client: kmsClient(), keyIds: [told.SIGNING_KEY_ARN] })

export const { handler } = entries(
  compose({ matters, signer, calendar: chinaCalendar(), now, newId, log }, [
    commentsReadiness(matters),
    archiveReadiness(matters),
  ]),
  {
    ...gate(told),
    actors: actorSource({ table: matters, now }),
    log,
    errorPage: problemPage,
  },
)
