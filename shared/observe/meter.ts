import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import type { Meter } from './observe.ts'

/** Metric names are constants of ours. Nothing that a person wrote can become one. */
const NAME = /^[A-Za-z][A-Za-z0-9.]{0,63}$/

export interface LambdaMeter extends Meter {
  /** Writes what was counted in this invocation, in CloudWatch's embedded format. Call before the handler answers. */
  flush(): void
}

export function lambdaMeter(service: string): LambdaMeter {
  const metrics = new Metrics({ namespace: 'wenping', serviceName: service })
  return {
    count(name, value = 1) {
      metrics.addMetric(checked(name), MetricUnit.Count, value)
    },
    flush() {
      metrics.publishStoredMetrics()
    },
  }
}

function checked(name: string): string {
  if (!NAME.test(name)) throw new TypeError('not a metric name')
  return name
}
