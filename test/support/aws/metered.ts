import type { dynamoClient } from '../../../shared/table/dynamo/client.ts'
import { accessPaths, billedUnits, isWrite, type Request } from './requests.ts'

type Client = ReturnType<typeof dynamoClient>

/** What one action cost, and which keys and indexes it went by. */
export interface Cost {
  /** As the server says. */
  readonly read: number
  /** As the server says. DynamoDB Local is wrong about transactions: it says the same for three rows and for nine. */
  readonly write: number
  /** The writes by AWS's own rule, from the rows' sizes. */
  readonly billed: number
  readonly requests: number
  readonly keys: readonly string[]
}

interface Consumed {
  readonly ReadCapacityUnits?: number
  readonly WriteCapacityUnits?: number
  readonly CapacityUnits?: number
}

/** Sums what a client's requests cost. */
class Bill {
  readonly #keys = new Set<string>()
  #read = 0
  #write = 0
  #billed = 0
  #requests = 0

  add(command: string, request: Request, consumed: readonly Consumed[]): void {
    const write = isWrite(command)
    for (const { CapacityUnits = 0, ReadCapacityUnits, WriteCapacityUnits } of consumed) {
      if (write) this.#write += WriteCapacityUnits ?? CapacityUnits
      else this.#read += ReadCapacityUnits ?? CapacityUnits
    }
    if (write) this.#billed += billedUnits(request)
    for (const key of accessPaths(command, request)) this.#keys.add(key)
    this.#requests++
  }

  total(): Cost {
    return {
      read: this.#read,
      write: this.#write,
      billed: this.#billed,
      requests: this.#requests,
      keys: [...this.#keys],
    }
  }
}

/** Makes every request of a client say what it consumed. */
export function meter(client: Client) {
  let bill = new Bill()
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const request = args.input as Request
      request.ReturnConsumedCapacity = 'TOTAL'
      const result = await next(args)
      const { ConsumedCapacity = [] } = result.output as { ConsumedCapacity?: Consumed | Consumed[] }
      bill.add(String(context.commandName).replace('Command', ''), request, [ConsumedCapacity].flat())
      return result
    },
    { step: 'initialize', name: 'metered' },
  )
  return {
    /** The cost of what `act` does. */
    async of(act: () => Promise<unknown>): Promise<Cost> {
      bill = new Bill()
      await act()
      return bill.total()
    },
  }
}
