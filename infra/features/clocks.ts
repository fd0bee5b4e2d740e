import { env } from '../../functions/clocks/env.ts'
import { SWEEP_CLOCKS } from '../../functions/clocks/reactions/triggers.ts'
import { routesOf } from '../../functions/product.ts'
import { FeatureFunction } from '../constructs/feature-function.ts'
import { writeRecords } from '../constructs/permissions.ts'
import { Sweep } from '../constructs/schedule.ts'
import { HTTP, type ServiceStack } from '../stacks/service.ts'

const UNREMINDED = '到期提醒和逾期升级发不出去:经办人不知道快到期,领导不知道已逾期,群众等答复等过了头。'

/** Clocks, reminders, inbox. */
export function clocks(stack: ServiceStack): void {
  const { data, alarms, gateway } = stack
  const common = {
    entry: 'functions/clocks/lambda.ts',
    schema: env,
    env: stack.tell(...HTTP, 'MATTERS_TABLE'),
    permissions: writeRecords(data.matters),
    alarms,
  }
  const http = new FeatureFunction(stack, 'Clocks', {
    ...common,
    handler: 'handler',
    service: 'clocks',
    hurt: '工作人员打不开消息,不知道有事到了自己手里。',
    heading: 'clocks',
  })
  gateway.serve('clocks', routesOf('clocks'), http)

  const heading = 'clocks: sweep'
  const sweep = new FeatureFunction(stack, 'ClocksSweep', {
    ...common,
    handler: 'onSchedule',
    hurt: UNREMINDED,
    heading,
    timeout: 280,
  })
  new Sweep(stack, 'ClocksSweeping', {
    schedule: SWEEP_CLOCKS,
    target: sweep,
    hurt: UNREMINDED,
    heading,
    alarms,
  })
}
