import { RemovalPolicy } from 'aws-cdk-lib'
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import type { TableDefinition } from '../../shared/table/definition.ts'

const text = (name: string) => ({ name, type: AttributeType.STRING })

/** A table as `shared/table/definition.ts` says, and nowhere else: on demand, restorable to any second of 35 days. */
export class DataTable extends Construct {
  readonly table: Table
  readonly key: IKey
  /** Each index by its name, for permissions without a wildcard. */
  readonly indexArns: readonly string[]

  constructor(scope: Construct, id: string, props: { definition: TableDefinition; key: IKey }) {
    super(scope, id)
    const { definition, key } = props
    this.key = key
    this.table = new Table(this, 'Table', {
      partitionKey: text(definition.partitionKey),
      sortKey: text(definition.sortKey),
      timeToLiveAttribute: definition.ttlAttribute,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      // The new image alone: what the publisher reads of it are four attributes; old images would carry text for nothing.
      ...(definition.stream ? { stream: StreamViewType.NEW_IMAGE } : {}),
    })
    this.indexArns = Object.keys(definition.indexes).map((name) => `${this.table.tableArn}/index/${name}`)
    for (const [indexName, keys] of Object.entries(definition.indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(keys.partitionKey),
        sortKey: text(keys.sortKey),
        projectionType: ProjectionType.INCLUDE,
        nonKeyAttributes: [...keys.projects],
      })
    }
  }
}
