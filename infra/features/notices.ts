import { env } from '../../functions/notices/env.ts'
import { CLOSE_NOTICES, RENDER_SITE, SHOWN } from '../../functions/notices/reactions/triggers.ts'
import { routesOf } from '../../functions/product.ts'
import { FeatureFunction } from '../constructs/feature-function.ts'
import { FifoSubscription } from '../constructs/fifo-subscription.ts'
import { addFiles, writeFiles, writeRecords } from '../constructs/permissions.ts'
import { Sweep } from '../constructs/schedule.ts'
import { HTTP, type ServiceStack } from '../stacks/service.ts'

const HURT = '报送单位发不了公示,群众看不到新的事项。'
const STALE = '群众看到的公示页面是旧的:新公示、新答复、取消的事项都没有显示出来。'
const OPEN = '公示到期没有截止,群众以为还能提意见,报送单位等不到下一步;公开页面也不更新。'

type Common = ReturnType<typeof commonOf>
const commonOf = (stack: ServiceStack) => ({
  entry: 'functions/notices/lambda.ts',
  schema: env,
  env: stack.tell(...HTTP, 'MATTERS_TABLE', 'INCOMING_BUCKET', 'ARCHIVE_BUCKET', 'SITE_BUCKET', 'PUBLIC_URL'),
  alarms: stack.alarms,
})

export function notices(stack: ServiceStack): void {
  const common = commonOf(stack)
  publishing(stack, common)
  rendering(stack, common)
  clockWork(stack, common)
}

function publishing(stack: ServiceStack, common: Common): void {
  const { data, gateway } = stack
  const http = new FeatureFunction(stack, 'Notices', {
    ...common,
    handler: 'handler',
    service: 'notices',
    hurt: HURT,
    heading: 'notices',
    // Attachments are made fit for the public beside the kept files, before the notice that offers them.
    permissions: [...writeRecords(data.matters), ...addFiles(data.archive.bucket)],
    memory: 1024,
  })
  gateway.serve('notices', routesOf('notices'), http)
}

function rendering(stack: ServiceStack, common: Common): void {
  const { data, alarms, publisher } = stack
  const readerTimeout = 60
  const render = new FeatureFunction(stack, 'NoticesRender', {
    ...common,
    handler: 'onEvent',
    hurt: STALE,
    heading: 'notices: render',
    // It keeps its place in each matter's events.
    permissions: [...writeRecords(data.matters), ...writeFiles(data.site.bucket)],
    timeout: readerTimeout,
    assets: true,
  })
  new FifoSubscription(stack, 'NoticesEvents', {
    topic: publisher.topic,
    types: SHOWN,
    reader: render,
    readerTimeout,
    hurt: STALE,
    heading: 'notices: dead letters',
    alarms,
  })
}

function clockWork(stack: ServiceStack, common: Common): void {
  const { data, alarms } = stack
  const sweeps = new FeatureFunction(stack, 'NoticesSweeps', {
    ...common,
    handler: 'onSchedule',
    hurt: OPEN,
    heading: 'notices: sweeps',
    permissions: [...writeRecords(data.matters), ...writeFiles(data.site.bucket)],
    timeout: 300,
    assets: true,
  })
  new Sweep(stack, 'NoticesClosing', {
    schedule: CLOSE_NOTICES,
    target: sweeps,
    hurt: OPEN,
    heading: 'notices: close',
    alarms,
  })
  new Sweep(stack, 'NoticesRendering', {
    schedule: RENDER_SITE,
    target: sweeps,
    hurt: STALE,
    heading: 'notices: render site',
    alarms,
  })
}
