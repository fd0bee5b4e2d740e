import { cp } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

export const ROOT = resolve(import.meta.dirname, '..')

/** How code is bundled for Lambda: by CDK, by `measure:bundles` and by the test of the whole product. */
export const BUNDLING = {
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  keepNames: true,
  // Packages in CommonJS call `require`, which an ES module does not have.
  banner: "import{createRequire as _require}from'node:module';const require=_require(import.meta.url);",
} as const

/** Files that a bundle reads at run time, from the folder beside it. */
export const ASSETS = 'web/site/assets'

/** Bundles one entry as CDK does, into `<folder>/index.mjs`, its assets beside it. @returns the file, its bytes, and what went into it */
export async function bundle(
  entry: string,
  folder: string,
): Promise<{ file: string; bytes: number; inputs: readonly string[] }> {
  const file = join(folder, 'index.mjs')
  const { banner, ...options } = BUNDLING
  const built = await build({
    ...options,
    mainFields: [...options.mainFields],
    entryPoints: [resolve(ROOT, entry)],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    metafile: true,
    logLevel: 'error',
    banner: { js: banner },
  })
  await cp(join(ROOT, ASSETS), join(folder, 'assets'), { recursive: true })
  const [output] = Object.values(built.metafile.outputs)
  return { file, bytes: output?.bytes ?? 0, inputs: Object.keys(output?.inputs ?? {}) }
}
