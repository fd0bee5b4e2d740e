import { expect, it } from 'vitest'
import { demoBinding } from './binding.ts'

it('listens on this machine alone while accounts need no password', () => {
  expect(demoBinding()).toEqual({ host: '127.0.0.1' })
  expect(demoBinding('')).toEqual({ host: '127.0.0.1' })
  for (const host of ['127.0.0.1', '::1', 'localhost']) expect(demoBinding(host)).toEqual({ host })
})

it.each(['0.0.0.0', '::', '192.168.1.5', '10.0.0.1', '::ffff:0.0.0.0', '127.0.0.1.evil.example.test', '*'])(
  'refuses to listen on %s, and says why',
  (host) => {
    expect(() => demoBinding(host)).toThrow(/演示账号/)
  },
)
