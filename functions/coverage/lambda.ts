import { lambdaFeature } from '../lambda.ts'
import { compose } from './compose.ts'
import { env as schema } from './env.ts'

const { ports, handlers } = lambdaFeature('coverage', schema)

export const { handler, onEvent, onSchedule } = handlers(compose(ports))
