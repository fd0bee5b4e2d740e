import { env } from '../../functions/matters/env.ts'
import { routesOf } from '../../functions/product.ts'
import { FeatureFunction } from '../constructs/feature-function.ts'
import { writeRecords } from '../constructs/permissions.ts'
import { HTTP, type ServiceStack } from '../stacks/service.ts'

/** The table of matters: registering, lists, search, to-do, the record. */
export function matters(stack: ServiceStack): void {
  const { data, alarms, gateway } = stack
  const http = new FeatureFunction(stack, 'Matters', {
    entry: 'functions/matters/lambda.ts',
    handler: 'handler',
    service: 'matters',
    hurt: '乡镇和部门不能登记事项,谁也看不到待办和事项列表,不知道有事到了自己手里。',
    heading: 'matters',
    schema: env,
    env: stack.tell(...HTTP, 'MATTERS_TABLE'),
    permissions: writeRecords(data.matters),
    alarms,
  })
  gateway.serve('matters', routesOf('matters'), http)
}
