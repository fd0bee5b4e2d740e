import { inboxNotifier } from '../../shared/notify/inbox.ts'
import { lambdaFeature } from '../lambda.ts'
import { compose } from './compose.ts'
import { env as schema } from './env.ts'
import { seeding } from './seed/schedule.ts'

const { env, ports, handlers } = lambdaFeature('organs', schema)
const { matters, now } = ports
const administrator = { id: env.ADMIN_ID, name: env.ADMIN_NAME }
const feature = compose({ ...ports, notifier: inboxNotifier() })
const schedules = [...feature.schedules, seeding({ table: matters, now, administrator })]

export const { handler, onSchedule } = handlers({ ...feature, schedules })
