import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { archive } from './features/archive.ts'
import { clocks } from './features/clocks.ts'
import { comments } from './features/comments.ts'
import { coverage } from './features/coverage.ts'
import { filing } from './features/filing.ts'
import { matters } from './features/matters.ts'
import { notices } from './features/notices.ts'
import { organs } from './features/organs.ts'
import { site } from './features/site.ts'
import { readSettings } from './settings.ts'
import { DataStack } from './stacks/data.ts'
import { EdgeStack } from './stacks/edge.ts'
import { ServiceStack } from './stacks/service.ts'
import { ShieldStack } from './stacks/shield.ts'

/** One construct file each; `functions/` has the same names. */
const FEATURES = [organs, matters, filing, notices, comments, archive, coverage, clocks, site]

/** All stacks of one installation, checked by cdk-nag. Knows no account: whoever deploys brings it. */
export function assemble(app: App) {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  const settings = readSettings(app.node)
  const env = { region: settings.region }
  const data = new DataStack(app, `${settings.installation}-data`, { env, settings })
  const service = new ServiceStack(app, `${settings.installation}-service`, { env, settings, data })
  for (const feature of FEATURES) feature(service)
  if (settings.edge) {
    const region = 'us-east-1'
    const shield = new ShieldStack(app, `${settings.installation}-shield`, { env: { region } })
    const edge = new EdgeStack(app, `${settings.installation}-edge`, { env, data, service, shield })
    edge.addStackDependency(shield)
  }
  return { settings, data, service }
}
