import { describe, expect, it } from 'vitest'
import { firstLoad } from './measure.ts'

const manifest = {
  'index.html': { file: 'a.js', css: ['a.css'], imports: ['_shared.js'], isEntry: true },
  '_shared.js': { file: 's.js', imports: ['index.html'] },
  'src/pages/todo.tsx': { file: 't.js', imports: ['_shared.js', '_list.js'] },
  '_list.js': { file: 'l.js', css: ['l.css'] },
  'src/pages/organs.tsx': { file: 'o.js' },
}

describe('what the first screen loads', () => {
  it('counts the entry and the first page with all they import, each once, and no other page', () => {
    expect(firstLoad(manifest, ['index.html', 'src/pages/todo.tsx']).sort()).toEqual([
      'a.css',
      'a.js',
      'l.css',
      'l.js',
      's.js',
      't.js',
    ])
  })

  it('fails rather than measuring less when a page is not in the build', () => {
    expect(() => firstLoad(manifest, ['src/pages/gone.tsx'])).toThrow('src/pages/gone.tsx')
  })
})
