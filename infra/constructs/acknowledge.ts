import { type CfnResource, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** Where the template itself says why a resource is as it is; `test/infra` demands it of every wildcard. */
export const REASON = 'Reason'

/** Accepts one finding of cdk-nag at one resource, with the reason for people to read. Never for a whole stack. */
export function acknowledge(at: IConstruct, id: string, reason: string): void {
  Validations.of(at).acknowledge({ id, reason })
}

/** Writes into the template why a resource allows more than named actions on named resources. */
export function explain(resource: IConstruct, reason: string): void {
  const cfn = resource as CfnResource
  cfn.addMetadata(REASON, [...((cfn.getMetadata(REASON) as string[] | undefined) ?? []), reason])
}
