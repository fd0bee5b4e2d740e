import { Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import { Alarms } from '../constructs/alarm.ts'
import { Gateway } from '../constructs/http-api.ts'
import { Publisher } from '../constructs/publisher.ts'
import type { Settings } from '../settings.ts'
import type { DataStack } from './data.ts'

/** What runs, and may be deployed ten times a day: the gateway, the change feed, and one construct per feature. */
export class ServiceStack extends Stack {
  readonly settings: Settings
  readonly data: DataStack
  readonly alarms: Alarms
  readonly gateway: Gateway
  readonly publisher: Publisher
  /** Where the public reaches us, without a slash at the end. */
  readonly publicUrl: string

  constructor(scope: Construct, id: string, props: StackProps & { settings: Settings; data: DataStack }) {
    super(scope, id, props)
    const { settings, data } = props
    this.settings = settings
    this.data = data
    this.alarms = new Alarms(this, 'Alarms', { installation: settings.installation, email: settings.alarmEmail })
    this.gateway = new Gateway(this, 'Gateway', { domain: gatewayDomain(settings) })
    this.publisher = new Publisher(this, 'ChangeFeed', { table: data.matters.table, alarms: this.alarms })
    this.publicUrl = settings.domain === undefined ? this.gateway.url : `https://${settings.domain}`
  }
}

/** Behind an edge the gateway is `origin.<domain>`: the public name belongs to the edge. */
function gatewayDomain({ domain, certificateArn, edge }: Settings) {
  if (domain === undefined || certificateArn === undefined) return undefined
  return { name: edge ? `origin.${domain}` : domain, certificateArn }
}
