import { env } from '../../functions/filing/env.ts'
import { routesOf } from '../../functions/product.ts'
import { FeatureFunction } from '../constructs/feature-function.ts'
import { sign, writeRecords } from '../constructs/permissions.ts'
import { HTTP, type ServiceStack } from '../stacks/service.ts'

/** 报备: registering, the form, four stamps, review. */
export function filing(stack: ServiceStack): void {
  const { data, alarms, gateway } = stack
  const http = new FeatureFunction(stack, 'Filing', {
    entry: 'functions/filing/lambda.ts',
    handler: 'handler',
    service: 'filing',
    hurt: '乡镇和部门不能登记、报送和盖章,审查单位不能备案,事项在系统里停住,期限照走。',
    heading: 'filing',
    schema: env,
    env: stack.tell(...HTTP, 'MATTERS_TABLE', 'SIGNING_KEY_ARN'),
    permissions: [...writeRecords(data.matters), ...sign(data.signingKey)],
    alarms,
  })
  gateway.serve('filing', routesOf('filing'), http)
}
