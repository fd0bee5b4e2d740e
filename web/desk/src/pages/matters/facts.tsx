import { DECIDED_AT_NAMES, KIND_NAMES, type MatterView, TRACK_NAMES } from '../../api/routes.ts'

/** 概况: what was registered, in the words of the paper form. */
export function Facts({ matter }: { readonly matter: MatterView }) {
  const { facts } = matter
  const person = (p: typeof facts.leader) => [p.name, p.title, p.phone].filter(Boolean).join(',')
  const rows: readonly (readonly [string, string])[] = [
    ['填报单位', matter.organ.name],
    ['事项类别', KIND_NAMES[facts.kind]],
    ['适用依据', facts.tracks.map((t) => `${TRACK_NAMES[t].name}(${TRACK_NAMES[t].basis})`).join(';')],
    ['由哪一级决策', DECIDED_AT_NAMES[facts.decidedAt]],
    ['决策部门', matter.decision.name],
    ['备案单位', matter.superior ? `${matter.authority.name};上级:${matter.superior.name}` : matter.authority.name],
    ['涉及区域', facts.villages.length > 0 ? `${facts.area}(${facts.villages.join('、')})` : facts.area],
    ['涉及群众', `${facts.people} 人,${facts.households} 户`],
    ['评估程序', facts.procedure === 'simple' ? '简易程序' : '一般程序'],
    ['项目代码', facts.projectCode || '无'],
    ['责任领导', person(facts.leader)],
    ['直接责任人', person(facts.person)],
  ]
  return (
    <section className="sheet" id="facts" aria-label="概况">
      <h2>概况</h2>
      <p className="text">{facts.summary}</p>
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
