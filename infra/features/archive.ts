import { env } from '../../functions/archive/env.ts'
import { VERIFY_ARRIVALS } from '../../functions/archive/reactions/triggers.ts'
import { routesOf } from '../../functions/product.ts'
import { FeatureFunction } from '../constructs/feature-function.ts'
import { addFiles, lockFiles, writeFiles, writeRecords } from '../constructs/permissions.ts'
import { Sweep } from '../constructs/schedule.ts'
import { HTTP, type ServiceStack } from '../stacks/service.ts'

const UNVERIFIED = '已上传的材料一直是「等待校验」,进不了卷,报告完不成,报送赶不上期限。'

/** 一事一卷: papers come into `incoming`, are checked, and are copied under lock into `archive`. */
export function archive(stack: ServiceStack): void {
  const { data, alarms, gateway } = stack
  const common = {
    entry: 'functions/archive/lambda.ts',
    schema: env,
    env: stack.tell(...HTTP, 'MATTERS_TABLE', 'INCOMING_BUCKET', 'ARCHIVE_BUCKET', 'SITE_BUCKET', 'LOCK_MODE'),
    // Tickets are signed by the function's own role: what it hands out is what it may do.
    permissions: [
      ...writeRecords(data.matters),
      ...writeFiles(data.incoming.bucket),
      ...addFiles(data.archive.bucket),
      ...lockFiles(data.archive.bucket),
    ],
    alarms,
    memory: 1024,
  }
  const http = new FeatureFunction(stack, 'Archive', {
    ...common,
    handler: 'handler',
    service: 'archive',
    hurt: '材料传不上、打不开,群众下载不了公示附件。',
    heading: 'archive',
  })
  gateway.serve('archive', routesOf('archive'), http)

  const heading = 'archive: sweep'
  const sweep = new FeatureFunction(stack, 'ArchiveSweep', {
    ...common,
    handler: 'onSchedule',
    hurt: UNVERIFIED,
    heading,
    timeout: 580,
  })
  new Sweep(stack, 'ArchiveArrivals', {
    schedule: VERIFY_ARRIVALS,
    target: sweep,
    hurt: UNVERIFIED,
    heading,
    alarms,
  })
}
