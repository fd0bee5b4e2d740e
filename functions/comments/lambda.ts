import { inboxNotifier } from '../../shared/notify/inbox.ts'
import { kmsMac, openKmsSigner } from '../../shared/signing/kms.ts'
import { kmsClient } from '../../shared/signing/kms-client.ts'
import { openKmsSealer } from '../../shared/signing/kms-sealer.ts'
import { IDENTITIES } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import { lambdaFeature } from '../lambda.ts'
import { compose } from './compose.ts'
import { env as schema } from './env.ts'

const { env, ports, handlers } = lambdaFeature('comments', schema)
const kms = kmsClient()

const feature = compose({
  ...ports,
  identities: openDynamo({ client: dynamoClient(), tableName: env.IDENTITIES_TABLE, definition: IDENTITIES }),
  mac: await kmsMac({ client: kms, keyId: env.MAC_KEY_ARN }),
  signer: openKmsSigner({ client: kms, keyIds: [env.SIGNING_KEY_ARN] }),
  sealer: openKmsSealer({
    client: kms,
    keyIds: { contacts: [env.CONTACTS_KEY_ARN], accusations: [env.ACCUSATIONS_KEY_ARN] },
  }),
  notifier: inboxNotifier(),
  publicUrl: env.PUBLIC_URL,
})
const open = feature.routes.filter(({ route }) => route.may === 'public')
const staff = feature.routes.filter(({ route }) => route.may !== 'public')

export const { handler, onEvent, onSchedule } = handlers({ ...feature, routes: staff })

/** For everybody, under a role of its own: it can take a comment in and can open nothing that was sealed. */
export const { handler: publicHandler } = handlers({ ...feature, name: 'comments-public', routes: open })
