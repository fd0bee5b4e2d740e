import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import type { Construct } from 'constructs'

/** Output of this stack that the edge reads, from whichever region it stands in. */
export const ACL_ARN = 'AclArn'

/** Requests from one address in five minutes from which on they are counted: several villages' worth. */
const FLOOD = 6000

/**
 * The firewall before CloudFront, which exists in us-east-1 alone. It holds back what can only be an attack on a
 * server; everything else it counts. A village, a town hall or a whole carrier may share one address, and a comment may
 * say `<script>` or `DROP TABLE` (design §5, §7): whoever floods is slowed by the application's own limiter, which holds
 * and never refuses. No log and no samples: they would hold addresses of people who comment.
 */
export class ShieldStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props)
    const acl = new CfnWebACL(this, 'Acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seen('all'),
      rules: [
        {
          name: 'known-bad-inputs',
          priority: 0,
          overrideAction: { none: {} },
          visibilityConfig: seen('known-bad-inputs'),
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name: 'AWSManagedRulesKnownBadInputsRuleSet',
              // In a body these may be what somebody wrote; in a header or an address they are not.
              ruleActionOverrides: ['JavaDeserializationRCE_BODY', 'Log4JRCE_BODY', 'ReactJSRCE_BODY'].map((name) => ({
                name,
                actionToUse: { count: {} },
              })),
            },
          },
        },
        counted('common', 1, 'AWSManagedRulesCommonRuleSet'),
        counted('reputation', 2, 'AWSManagedRulesAmazonIpReputationList'),
        {
          name: 'flood',
          priority: 3,
          action: { count: {} },
          visibilityConfig: seen('flood'),
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: FLOOD, evaluationWindowSec: 300 } },
        },
      ],
    })
    new CfnOutput(this, ACL_ARN, { value: acl.attrArn })
  }
}

function counted(name: string, priority: number, group: string): CfnWebACL.RuleProperty {
  return {
    name,
    priority,
    overrideAction: { count: {} },
    visibilityConfig: seen(name),
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: group } },
  }
}

const seen = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
})
