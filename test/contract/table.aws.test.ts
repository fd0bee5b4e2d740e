import { randomUUID } from 'node:crypto'
import { describe, it } from 'vitest'
import { MATTERS } from '../../shared/table/definition.ts'
import { dynamoClient } from '../../shared/table/dynamo/client.ts'
import { openDynamo } from '../../shared/table/dynamo/dynamo.ts'
import { tableContract } from '../../shared/table/table.contract.ts'
import { createTable } from '../support/aws/tables.ts'

const endpoint = process.env.DYNAMODB_ENDPOINT

if (endpoint) {
  tableContract('the table in DynamoDB', async () => {
    const client = dynamoClient({ endpoint, region: process.env.AWS_REGION ?? 'us-east-1' })
    const tableName = `table-contract-${randomUUID()}`
    const drop = await createTable(client, tableName, MATTERS)
    return {
      table: openDynamo({ client, tableName, definition: MATTERS }),
      async close() {
        await drop()
        client.destroy()
      },
    }
  })
} else {
  describe('the table in DynamoDB', () => {
    it.skip('meets the contract (DYNAMODB_ENDPOINT is not set; npm run test:aws starts the server)', () => {})
  })
}
