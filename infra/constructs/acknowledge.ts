import { type CfnResource, Stack, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** Where the template itself says why a resource is as it is; `test/infra` demands it of every wildcard. */
export const REASON = 'Reason'

/** Accepts one finding of cdk-nag at one resource, with the reason for people to read. Never for a whole stack. */
export function acknowledge(at: IConstruct, rule: string, reason: string): void {
  Validations.of(at).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason })
}

/** Writes into the template why a resource allows more than named actions on named resources. */
export function explain(resource: IConstruct, reason: string): void {
  const cfn = resource as CfnResource
  cfn.addMetadata(REASON, [...((cfn.getMetadata(REASON) as string[] | undefined) ?? []), reason])
}

/**
 * Explains wildcards in a policy, each of them alone: another one added later is found again. cdk-nag names a finding by
 * the resource as the template will have it, which is known only when references between stacks are settled, as they
 * are when CDK validates the tree.
 */
export function explainWildcards(policy: IConstruct, resources: readonly string[], reason: string): void {
  explain(policy.node.defaultChild as IConstruct, reason)
  policy.node.addValidation({
    validate() {
      for (const resource of resources) {
        const named = flat(Stack.of(policy).resolve(resource))
        if (named.includes('*')) acknowledge(policy, `IAM5[Resource::${named}]`, reason)
      }
      return []
    },
  })
}

/** A reference in the words of cdk-nag: `<LogicalId.Arn>/*`. */
function flat(reference: unknown): string {
  if (typeof reference === 'string') return reference
  const [[kind, value]] = Object.entries(reference as object) as [[string, unknown]]
  switch (kind) {
    case 'Fn::Join': {
      const [delimiter, parts] = value as [string, unknown[]]
      return parts.map(flat).join(delimiter)
    }
    case 'Fn::GetAtt':
      return `<${(value as string[]).join('.')}>`
    case 'Fn::ImportValue':
      return flat(value)
    case 'Ref':
      return `<${value as string}>`
    default:
      throw new Error(`no name for ${kind} in a policy`)
  }
}
