import { randomBytes, scrypt } from 'node:crypto'
import { promisify } from 'node:util'
import { lengthOf } from '../../../shared/kernel/text.ts'
import { LONGEST_PASSWORD } from '../domain/words.ts'

const derive = promisify(scrypt) as (password: string, salt: string, length: number) => Promise<Buffer>

/** The password that a writer chose for the look-up page, as it is stored: `<salt>:<scrypt>`, '' where none was chosen. */
export async function passwordHash(password: string): Promise<string> {
  if (password === '') return ''
  const salt = randomBytes(16).toString('hex')
  return `${salt}:${await derived(password, salt)}`
}

/**
 * Whether this is the password that was stored; none fits none. One that nobody could have chosen is not even brought
 * into one form: with 30 000 accents on one letter that alone takes half a second.
 */
export async function passwordFits(stored: string, password: string): Promise<boolean> {
  if (stored === '' || password === '') return stored === password
  if (lengthOf(password) > LONGEST_PASSWORD) return false
  const [salt, hash] = stored.split(':') as [string, string]
  return (await derived(password, salt)) === hash
}

const derived = async (password: string, salt: string) =>
  (await derive(password.normalize('NFKC'), salt, 32)).toString('hex')
