import { env } from '../../functions/comments/env.ts'
import { HEARD, RECONCILE_COMMENTS, ROOT_DAYS } from '../../functions/comments/reactions/triggers.ts'
import { routesOf } from '../../functions/product.ts'
import { FeatureFunction } from '../constructs/feature-function.ts'
import { FifoSubscription } from '../constructs/fifo-subscription.ts'
import { addRecords, mac, readRecords, seal, sign, unseal, verify, writeRecords } from '../constructs/permissions.ts'
import { Sweep } from '../constructs/schedule.ts'
import { HTTP, type ServiceStack } from '../stacks/service.ts'

const DEAF = '群众不能提意见也查不了回执;截止前提不上的,以后就算迟交。'
const UNANSWERED = '群众的意见没有人办理和答复,报送单位完不成报告。'
const UNCOUNTED = '新收到的意见没有计数,也没有到经办人手里;公开页面上的件数是旧的。'
const UNPROVED = '前一天的意见没有汇总签名,群众暂时不能核对自己的意见是否在内。'

const UNCOMPARED =
  '征求意见截止后,收到的意见和计数没有核对一致:可能有意见没有人办理,报送单位在核对一致以前完成不了报告。'

type Common = ReturnType<typeof commonOf>
const commonOf = (stack: ServiceStack) => ({
  entry: 'functions/comments/lambda.ts',
  schema: env,
  env: stack.tell(
    ...HTTP,
    'MATTERS_TABLE',
    'IDENTITIES_TABLE',
    'SIGNING_KEY_ARN',
    'MAC_KEY_ARN',
    'CONTACTS_KEY_ARN',
    'ACCUSATIONS_KEY_ARN',
    'PUBLIC_URL',
  ),
  alarms: stack.alarms,
})

export function comments(stack: ServiceStack): void {
  const common = commonOf(stack)
  answering(stack, common)
  counting(stack, common)
  clockWork(stack, common)
}

/** The public's function can take a comment in and open nothing that was sealed; the officers' can open contacts. */
function answering(stack: ServiceStack, common: Common): void {
  const { data, gateway } = stack
  const routes = routesOf('comments')

  const intake = new FeatureFunction(stack, 'CommentsPublic', {
    ...common,
    handler: 'publicHandler',
    service: 'comments-public',
    hurt: DEAF,
    heading: 'comments: public',
    permissions: [
      ...readRecords(data.matters),
      ...addRecords(data.matters),
      ...addRecords(data.identities),
      ...mac(data.macKey),
      ...verify(data.signingKey),
      ...seal(data.contactsKey),
      ...seal(data.accusationsKey),
    ],
    memory: 1024,
  })
  gateway.serve(
    'comments-public',
    routes.filter(({ may }) => may === 'public'),
    intake,
  )

  const staff = new FeatureFunction(stack, 'Comments', {
    ...common,
    handler: 'handler',
    service: 'comments',
    hurt: UNANSWERED,
    heading: 'comments',
    permissions: [
      ...writeRecords(data.matters),
      ...readRecords(data.identities),
      ...mac(data.macKey),
      ...unseal(data.contactsKey),
    ],
  })
  gateway.serve(
    'comments',
    routes.filter(({ may }) => may !== 'public'),
    staff,
  )
}

function counting(stack: ServiceStack, common: Common): void {
  const { data, alarms, publisher } = stack
  const readerTimeout = 60
  const count = new FeatureFunction(stack, 'CommentsCount', {
    ...common,
    handler: 'onEvent',
    hurt: UNCOUNTED,
    heading: 'comments: count',
    permissions: [...writeRecords(data.matters), ...mac(data.macKey)],
    timeout: readerTimeout,
  })
  new FifoSubscription(stack, 'CommentsEvents', {
    topic: publisher.topic,
    types: HEARD,
    reader: count,
    readerTimeout,
    hurt: UNCOUNTED,
    heading: 'comments: dead letters',
    alarms,
  })
}

/** Each in a function of its own, so that its alarms are of nothing else. */
function clockWork(stack: ServiceStack, common: Common): void {
  const { data, alarms } = stack
  const heading = 'comments: roots'
  const roots = new FeatureFunction(stack, 'CommentsRoots', {
    ...common,
    handler: 'onSchedule',
    hurt: UNPROVED,
    heading,
    permissions: [...writeRecords(data.matters), ...mac(data.macKey), ...sign(data.signingKey)],
    timeout: 300,
  })
  new Sweep(stack, 'CommentsDays', {
    schedule: ROOT_DAYS,
    target: roots,
    hurt: UNPROVED,
    heading,
    alarms,
  })

  const comparing = 'comments: reconcile'
  const reconcile = new FeatureFunction(stack, 'CommentsReconcile', {
    ...common,
    handler: 'onSchedule',
    hurt: UNCOMPARED,
    heading: comparing,
    permissions: [...writeRecords(data.matters), ...mac(data.macKey)],
    timeout: 300,
  })
  new Sweep(stack, 'CommentsReconciling', {
    schedule: RECONCILE_COMMENTS,
    target: reconcile,
    hurt: UNCOMPARED,
    heading: comparing,
    alarms,
  })
}
