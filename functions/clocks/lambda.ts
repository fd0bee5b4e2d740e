import { chinaCalendar } from '../../shared/calendar/china.ts'
import { readEnv } from '../../shared/config/env.ts'
import { entries, gate, now } from '../../shared/lambda.ts'
import { inboxNotifier } from '../../shared/notify/inbox.ts'
import { openLog } from '../../shared/observe/log.ts'
import { MATTERS } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import { problemPage } from '../../web/site/pages/error.ts'
import { actorSource } from '../organs/contract.ts'
import { compose } from './compose.ts'
import { env } from './env.ts'

const told = readEnv(env, process.env)
const log = openLog('clocks')
const matters = openDynamo({ client: dynamoClient(), tableName: told.MATTERS_TABLE, definition: MATTERS })

export const { handler, onSchedule } = entries(
  compose({ matters, notifier: inboxNotifier(), calendar: chinaCalendar(), now, log }),
  {
    ...gate(told),
    actors: actorSource({ table: matters, now }),
    log,
    errorPage: problemPage,
  },
)
