import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { readSettings } from './settings.ts'
import { DataStack } from './stacks/data.ts'
import { ServiceStack } from './stacks/service.ts'

/** All stacks of one installation, checked by cdk-nag. Knows no account: whoever deploys brings it. */
export function assemble(app: App) {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  const settings = readSettings(app.node)
  const env = { region: settings.region }
  const data = new DataStack(app, `${settings.installation}-data`, { env, settings })
  const service = new ServiceStack(app, `${settings.installation}-service`, { env, settings, data })
  return { settings, data, service }
}
