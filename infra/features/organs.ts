import { env } from '../../functions/organs/env.ts'
import { SEEDING } from '../../functions/organs/seed/schedule.ts'
import { routesOf } from '../../functions/product.ts'
import { FeatureFunction } from '../constructs/feature-function.ts'
import { writeRecords } from '../constructs/permissions.ts'
import { Sweep } from '../constructs/schedule.ts'
import { HTTP, type ServiceStack } from '../stacks/service.ts'

const HURT = '工作人员打不开工作台,岗位交接和代行办不了,各单位的报送和审查随之停下。'
const UNSEEDED = '新装的系统没有单位目录和首任管理员,谁也进不去;已有的单位不受影响。'

export function organs(stack: ServiceStack): void {
  const { data, alarms, gateway } = stack
  const common = {
    entry: 'functions/organs/lambda.ts',
    schema: env,
    env: stack.tell(...HTTP, 'MATTERS_TABLE', 'ADMIN_ID', 'ADMIN_NAME'),
    permissions: writeRecords(data.matters),
    alarms,
  }
  const http = new FeatureFunction(stack, 'Organs', {
    ...common,
    handler: 'handler',
    service: 'organs',
    hurt: HURT,
    heading: 'organs',
  })
  gateway.serve('organs', routesOf('organs'), http)

  const heading = 'organs: seed'
  const seed = new FeatureFunction(stack, 'OrgansSeed', {
    ...common,
    handler: 'onSchedule',
    hurt: UNSEEDED,
    heading,
    timeout: 120,
  })
  new Sweep(stack, 'OrgansSeeding', { schedule: SEEDING, target: seed, hurt: UNSEEDED, heading, alarms })
}
