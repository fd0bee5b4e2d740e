import { env } from '../../functions/coverage/env.ts'
import { ADOPT_PROJECTS, MATTER_FACTS } from '../../functions/coverage/reactions/triggers.ts'
import { routesOf } from '../../functions/product.ts'
import { FeatureFunction } from '../constructs/feature-function.ts'
import { FifoSubscription } from '../constructs/fifo-subscription.ts'
import { writeRecords } from '../constructs/permissions.ts'
import { Sweep } from '../constructs/schedule.ts'
import { HTTP, type ServiceStack } from '../stacks/service.ts'

const UNMATCHED = '已登记的事项没有对上项目代码：清单上会把已经评估的项目写成未找到，政法委会错催填报单位。'

/** Lists of project codes, and which of them have a matter. */
export function coverage(stack: ServiceStack): void {
  const { data, alarms, gateway, publisher } = stack
  const common = {
    entry: 'functions/coverage/lambda.ts',
    schema: env,
    env: stack.tell(...HTTP, 'MATTERS_TABLE'),
    permissions: writeRecords(data.matters),
    alarms,
  }
  const http = new FeatureFunction(stack, 'Coverage', {
    ...common,
    handler: 'handler',
    service: 'coverage',
    hurt: '政法委和督查员导入不了项目清单，也查不到哪些项目没有评估。',
    heading: 'coverage',
    memory: 1024,
  })
  gateway.serve('coverage', routesOf('coverage'), http)

  const readerTimeout = 60
  const reader = new FeatureFunction(stack, 'CoverageMatch', {
    ...common,
    handler: 'onEvent',
    hurt: UNMATCHED,
    heading: 'coverage: match',
    timeout: readerTimeout,
  })
  new FifoSubscription(stack, 'CoverageEvents', {
    topic: publisher.topic,
    types: MATTER_FACTS,
    reader,
    readerTimeout,
    hurt: UNMATCHED,
    heading: 'coverage: dead letters',
    alarms,
  })

  const heading = 'coverage: adopt'
  const target = new FeatureFunction(stack, 'CoverageAdopt', {
    ...common,
    handler: 'onSchedule',
    hurt: UNMATCHED,
    heading,
    timeout: 300,
  })
  new Sweep(stack, 'CoverageAdopting', {
    schedule: ADOPT_PROJECTS,
    target,
    hurt: UNMATCHED,
    heading,
    alarms,
  })
}
