import { randomUUID } from 'node:crypto'
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb'
import { describe, it } from 'vitest'
import { MATTERS } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import { tableContract } from '../../shared/table/table.contract.ts'

const endpoint = process.env.DYNAMODB_ENDPOINT

if (endpoint) {
  tableContract('the table in DynamoDB', async () => {
    const client = dynamoClient({ endpoint, region: process.env.AWS_REGION ?? 'us-east-1' })
    const tableName = `table-contract-${randomUUID()}`
    await client.send(new CreateTableCommand({ TableName: tableName, ...schemaOf(MATTERS) }))
    return {
      table: openDynamo({ client, tableName, definition: MATTERS }),
      async close() {
        await client.send(new DeleteTableCommand({ TableName: tableName }))
        client.destroy()
      },
    }
  })
} else {
  describe('the table in DynamoDB', () => {
    it.skip('meets the contract (DYNAMODB_ENDPOINT is not set; npm run test:aws starts the server)', () => {})
  })
}

/** The definition as CreateTable wants it. */
function schemaOf(definition: typeof MATTERS) {
  const keySchema = (keys: { partitionKey: string; sortKey: string }) => [
    { AttributeName: keys.partitionKey, KeyType: 'HASH' as const },
    { AttributeName: keys.sortKey, KeyType: 'RANGE' as const },
  ]
  const indexes = Object.entries(definition.indexes)
  const attributes = [definition, ...indexes.map(([, keys]) => keys)].flatMap((keys) => [
    keys.partitionKey,
    keys.sortKey,
  ])
  return {
    BillingMode: 'PAY_PER_REQUEST' as const,
    KeySchema: keySchema(definition),
    AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    GlobalSecondaryIndexes: indexes.map(([IndexName, keys]) => ({
      IndexName,
      KeySchema: keySchema(keys),
      Projection: { ProjectionType: 'ALL' as const },
    })),
  }
}
