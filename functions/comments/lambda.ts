import { readEnv } from '../../shared/config/env.ts'
import { entries, gate, newId, now } from '../../shared/lambda.ts'
import { inboxNotifier } from '../../shared/notify/inbox.ts'
import { openLog } from '../../shared/observe/log.ts'
import { kmsMac, openKmsSigner } from '../../shared/signing/kms.ts'
import { kmsClient } from '../../shared/signing/kms-client.ts'
import { openKmsSealer } from '../../shared/signing/kms-sealer.ts'
import { IDENTITIES, MATTERS } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import { problemPage } from '../../web/site/pages/error.ts'
import { actorSource } from '../organs/contract.ts'
import { compose } from './compose.ts'
import { env } from './env.ts'

const told = readEnv(env, process.env)
const log = openLog('comments')
const dynamo = dynamoClient()
const kms = kmsClient()
const matters = openDynamo({ client: dynamo, tableName: told.MATTERS_TABLE, definition: MATTERS })
const identities = openDynamo({ client: dynamo, tableName: told.IDENTITIES_TABLE, definition: IDENTITIES })

const feature = compose({
  matters,
  identities,
  mac: await kmsMac({ client: kms, keyId: told.MAC_KEY_ARN }),
  signer: openKmsSigner({ client: kms, keyIds: [told.SIGNING_KEY_ARN] }),
  sealer: openKmsSealer({
    client: kms,
    keyIds: { contacts: [told.CONTACTS_KEY_ARN], accusations: [told.ACCUSATIONS_KEY_ARN] },
  }),
  notifier: inboxNotifier(),
  now,
  newId,
  log,
  publicUrl: told.PUBLIC_URL,
})
const deps = {
  ...gate(told),
  actors: actorSource({ table: matters, now }),
  log,
  errorPage: problemPage,
}
const open = feature.routes.filter(({ route }) => route.may === 'public')
const staff = feature.routes.filter(({ route }) => route.may !== 'public')

export const { handler, onEvent, onSchedule } = entries({ ...feature, routes: staff }, deps)

/** For everybody, under a role of its own: it can take a comment in and can open nothing that was sealed. */
export const { handler: publicHandler } = entries({ ...feature, name: 'comments-public', routes: open }, deps)
