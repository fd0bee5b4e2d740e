import { inboxNotifier } from '../../shared/notify/inbox.ts'
import { lambdaFeature } from '../lambda.ts'
import { compose } from './compose.ts'
import { env as schema } from './env.ts'

const { ports, handlers } = lambdaFeature('clocks', schema)

export const { handler, onSchedule } = handlers(compose({ ...ports, notifier: inboxNotifier() }))
