import type { SayView } from '../../../web/site/pages/say.ts'
import { spokenClosing } from '../../notices/offers.ts'
import { GROUP_NAMES, KIND_NAMES, STANCE_NAMES } from '../domain/words.ts'
import type { Open } from '../reads/open-notices.ts'

export type Fields = Readonly<Record<string, string>>

const choices = (names: Readonly<Record<string, string>>) =>
  Object.entries(names)
    .filter(([value]) => value !== 'unsaid')
    .map(([value, label]) => ({ value, label }))

const STANCES = choices(STANCE_NAMES)

/** The order in which this reader sees the stances: drawn once per form, so that no answer is helped by its place. */
export function drawOrder(random: () => number): string {
  const places = STANCES.map((_, i) => i)
  for (let i = places.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const [here, other] = [places[i] as number, places[j] as number]
    places[i] = other
    places[j] = here
  }
  return places.join('')
}

function ordered(order: string) {
  const valid = [...order].sort().join('') === STANCES.map((_, i) => i).join('')
  return valid ? [...order].map((i) => STANCES[Number(i)] as (typeof STANCES)[number]) : STANCES
}

export function sayView(open: Open, form: { key: string; order: string; values: Fields; at: Date }): SayView {
  const { notice } = open
  return {
    matter: notice.matter,
    title: open.title,
    organName: open.organName,
    closesSpoken: spokenClosing(notice.closesOn),
    late: form.at.getTime() >= new Date(notice.closesAt).getTime(),
    questions: notice.questions,
    key: form.key,
    order: form.order,
    kinds: choices(KIND_NAMES),
    stances: ordered(form.order),
    groups: choices(GROUP_NAMES),
    villages: open.villages,
    values: form.values,
    problems: [],
    note: '',
  }
}
