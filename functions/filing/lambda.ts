import { openKmsSigner } from '../../shared/signing/kms.ts'
import { kmsClient } from '../../shared/signing/kms-client.ts'
import { lambdaFeature } from '../lambda.ts'
import { others, withParts } from '../parts.ts'
import { compose } from './compose.ts'
import { env as schema } from './env.ts'

const { env, ports, handlers } = lambdaFeature('filing', schema)
const deps = withParts(ports)
const signer = openKmsSigner({ client: kmsClient(), keyIds: [env.SIGNING_KEY_ARN] })

export const { handler } = handlers(compose({ ...deps, ...others.filing(deps), signer }))
