import { lambdaFeature } from '../lambda.ts'
import { withParts } from '../parts.ts'
import { compose } from './compose.ts'
import { env as schema } from './env.ts'

const { ports, handlers } = lambdaFeature('matters', schema)

export const { handler } = handlers(compose(withParts(ports)))
