import { expect, it } from 'vitest'
import { mayNow, shownActs } from './acts.ts'

const acts = [
  { name: 'cancel' },
  { name: 'finish', notNow: '报备表还有 2 处没有填。', because: 'rule' },
  { name: 'submit', notNow: '这个事项现在是「评估中」。', because: 'state' },
  { name: 'file', notNow: '填报和审查不能是同一个人。', because: 'rule' },
  { name: 'return', notNow: '填报和审查不能是同一个人。', because: 'rule' },
] as const

it('a person sees what may be done and what a rule keeps waiting, not what belongs to another state', () => {
  const names = shownActs(acts, ['submit', 'finish', 'cancel', 'accept']).map(({ name }) => name)
  expect(names).toEqual(['finish', 'cancel'])
})

it('a person reads each reason once, whatever waits for it', () => {
  expect(shownActs(acts, ['file', 'return']).map(({ name }) => name)).toEqual(['file'])
})

it('nobody is offered at once what must wait, or what is not theirs', () => {
  expect(['cancel', 'finish', 'submit', 'accept'].filter((name) => mayNow(acts, name))).toEqual(['cancel'])
})
