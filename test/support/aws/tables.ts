import { CreateTableCommand, DeleteTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { TableDefinition } from '../../../shared/table/definition.ts'

/** A table as its definition says, as CreateTable wants it. @returns how to remove it */
export async function createTable(
  client: DynamoDBClient,
  TableName: string,
  definition: TableDefinition,
): Promise<() => Promise<void>> {
  const schema = (keys: { partitionKey: string; sortKey: string }) => [
    { AttributeName: keys.partitionKey, KeyType: 'HASH' as const },
    { AttributeName: keys.sortKey, KeyType: 'RANGE' as const },
  ]
  const indexes = Object.entries(definition.indexes)
  const names = [definition, ...indexes.map(([, keys]) => keys)].flatMap((keys) => [keys.partitionKey, keys.sortKey])
  const GlobalSecondaryIndexes = indexes.map(([IndexName, keys]) => ({
    IndexName,
    KeySchema: schema(keys),
    Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...keys.projects] },
  }))
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: schema(definition),
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      ...(indexes.length > 0 ? { GlobalSecondaryIndexes } : {}),
    }),
  )
  return async () => void (await client.send(new DeleteTableCommand({ TableName })))
}
