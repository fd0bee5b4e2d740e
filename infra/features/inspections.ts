import { env } from '../../functions/inspections/env.ts'
import { FeatureFunction } from '../constructs/feature-function.ts'
import { writeRecords } from '../constructs/permissions.ts'
import { Sweep } from '../constructs/schedule.ts'
import { routesOf } from '../contracts.ts'
import { HTTP, type ServiceStack } from '../stacks/service.ts'

const UNREMINDED = '到期提醒和逾期升级发不出去:经办人不知道快到期,领导不知道已逾期,群众等答复等过了头。'

/** Clocks, reminders, inbox. */
export function inspections(stack: ServiceStack): void {
  const { data, alarms, gateway } = stack
  const common = {
    entry: 'functions/inspections/lambda.ts',
    schema: env,
    env: stack.tell(...HTTP, 'MATTERS_TABLE'),
    permissions: writeRecords(data.matters),
    alarms,
  }
  const http = new FeatureFunction(stack, 'Inspections', {
    ...common,
    handler: 'handler',
    service: 'inspections',
    hurt: '工作人员打不开消息,不知道有事到了自己手里。',
    heading: 'inspections',
  })
  gateway.serve('inspections', routesOf('inspections'), http)

  const heading = 'inspections: sweep'
  const sweep = new FeatureFunction(stack, 'InspectionsSweep', {
    ...common,
    handler: 'onSchedule',
    hurt: UNREMINDED,
    heading,
    timeout: 280,
  })
  new Sweep(stack, 'InspectionsClock', {
    schedule: { name: 'inspections.sweep', everyMinutes: 5 },
    target: sweep,
    hurt: UNREMINDED,
    heading,
    alarms,
  })
}
