import type * as z from 'zod'
import { chinaCalendar } from '../shared/calendar/china.ts'
import { readEnv } from '../shared/config/env.ts'
import type { Feature } from '../shared/feature.ts'
import type { HttpEnv } from '../shared/http/env.ts'
import { authOptions, lambdaHandlers, newId, now } from '../shared/lambda.ts'
import { openLog } from '../shared/observe/log.ts'
import { MATTERS } from '../shared/table/definition.ts'
import { dynamoClient } from '../shared/table/dynamo/client.ts'
import { openDynamo } from '../shared/table/dynamo/dynamo.ts'
import { problemPage } from '../web/site/pages/error.ts'
import { actorSource } from './organs/offers.ts'

/** Settings that every feature's function has. */
type CommonEnv = HttpEnv & { readonly MATTERS_TABLE: string }

/** What every feature's `lambda.ts` begins with: settings, log, the table, and who may call. */
export function lambdaFeature<S extends z.ZodObject>(name: string, schema: z.output<S> extends CommonEnv ? S : never) {
  const env = readEnv(schema, process.env) as z.output<S> & CommonEnv
  const log = openLog(name)
  const matters = openDynamo({ client: dynamoClient(), tableName: env.MATTERS_TABLE, definition: MATTERS })
  const deps = { ...authOptions(env), actors: actorSource({ table: matters, now }), log, errorPage: problemPage }
  return {
    env,
    ports: { matters, calendar: chinaCalendar(), now, newId, log },
    handlers: (feature: Feature) => lambdaHandlers(feature, deps),
  }
}
