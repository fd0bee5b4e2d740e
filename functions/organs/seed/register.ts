import type { Organ } from '../domain/organ.ts'
import { DEPARTMENTS, DEPARTMENTS_BASIS, DEPARTMENTS_FROM } from './departments.ts'
import { CITY, COUNTIES, type County, DIVISIONS_BASIS, DIVISIONS_FROM } from './divisions.ts'

const division = { from: DIVISIONS_FROM, basis: DIVISIONS_BASIS }
const department = { from: DEPARTMENTS_FROM, basis: DEPARTMENTS_BASIS }

/** Every organ of Zhangye, those above before those below. */
export function register(): readonly Organ[] {
  const city: Organ = { ...CITY, level: 'city', kind: 'government', path: CITY.code, listed: division }
  return [city, ...departmentsOf(city, CITY.name), ...COUNTIES.flatMap((county) => below(city, county))]
}

function below(city: Organ, county: County): readonly Organ[] {
  const { code, name } = county
  const path = `${city.path}/${code}`
  const government: Organ = {
    code,
    name,
    level: 'county',
    kind: 'government',
    parent: city.code,
    path,
    listed: division,
  }
  const unit = (row: string, kind: 'government' | 'area'): Organ => {
    const [unitCode, unitName] = row.split(' ') as [string, string]
    return {
      code: unitCode,
      name: unitName,
      level: 'town',
      kind,
      parent: code,
      path: `${path}/${unitCode}`,
      listed: division,
    }
  }
  return [
    government,
    ...departmentsOf(government, county.short),
    ...county.towns.map((row) => unit(row, 'government')),
    // The county answers for its areas, those run by an enterprise (山丹马场) too, until the city says otherwise.
    ...county.areas.map((row) => ({ ...unit(row, 'area'), answeredBy: code })),
  ]
}

function departmentsOf(government: Organ, short: string): readonly Organ[] {
  const full = government.name
  const level = government.level === 'city' ? 'city' : full.endsWith('区') ? 'district' : 'county'
  const place = { full, short, stem: short.slice(0, -1), level } as const
  return DEPARTMENTS.map((kind) => {
    const code = `${government.code}-${kind.suffix}`
    return {
      code,
      name: kind.name(place),
      level: government.level,
      kind: kind.kind,
      parent: government.code,
      path: `${government.path}/${code}`,
      ...(kind.oversees ? { oversees: government.path } : {}),
      listed: department,
    }
  })
}
