import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { FEATURES } from '../functions/parts.ts'
import { readSettings } from './settings.ts'
import { DataStack } from './stacks/data.ts'
import { EdgeStack } from './stacks/edge.ts'
import { ServiceStack } from './stacks/service.ts'
import { ShieldStack } from './stacks/shield.ts'

/** A feature that is added to the product is deployed by a file of its name here, without a line in this one. */
const builders = await Promise.all(FEATURES.map(builderOf))

/** What a feature needs on AWS: `infra/features/<name>.ts` exports a function of that name. */
async function builderOf(name: string): Promise<(stack: ServiceStack) => void> {
  const found: Readonly<Record<string, unknown>> = await import(`./features/${name}.ts`)
  const build = found[name]
  if (typeof build !== 'function') throw new Error(`infra/features/${name}.ts exports no function ${name}`)
  return (stack) => void build(stack)
}

/** All stacks of one installation, checked by cdk-nag. Knows no account: whoever deploys brings it. */
export function assemble(app: App) {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  const settings = readSettings(app.node)
  const env = { region: settings.region }
  const data = new DataStack(app, `${settings.installation}-data`, { env, settings })
  const service = new ServiceStack(app, `${settings.installation}-service`, { env, settings, data })
  for (const build of builders) build(service)
  if (settings.edge) {
    const region = 'us-east-1'
    const shield = new ShieldStack(app, `${settings.installation}-shield`, { env: { region } })
    const edge = new EdgeStack(app, `${settings.installation}-edge`, { env, data, service, shield })
    edge.addStackDependency(shield)
  }
  return { settings, data, service }
}
