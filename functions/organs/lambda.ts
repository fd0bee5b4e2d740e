import { readEnv } from '../../shared/config/env.ts'
import { entries, gate, newId, now } from '../../shared/lambda.ts'
import { inboxNotifier } from '../../shared/notify/inbox.ts'
import { openLog } from '../../shared/observe/log.ts'
import { MATTERS } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import { problemPage } from '../../web/site/pages/error.ts'
import { compose } from './compose.ts'
import { actorSource } from './contract.ts'
import { env } from './env.ts'
import { seeding } from './seed/schedule.ts'

const told = readEnv(env, process.env)
const log = openLog('organs')
const matters = openDynamo({ client: dynamoClient(), tableName: told.MATTERS_TABLE, definition: MATTERS })
const administrator = { id: told.ADMIN_ID, name: told.ADMIN_NAME }

const feature = compose({ matters, notifier: inboxNotifier(), now, newId })

export const { handler, onSchedule } = entries(
  { ...feature, schedules: [...feature.schedules, seeding({ table: matters, now, administrator })] },
  {
    ...gate(told),
    actors: actorSource({ table: matters, now }),
    log,
    errorPage: problemPage,
  },
)
