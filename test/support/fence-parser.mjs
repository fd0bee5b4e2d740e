/**
 * dependency-cruiser parses TypeScript with the compiler's JavaScript API, which TypeScript 7 no longer has; its other
 * parser (swc) knows neither JSX nor `using`. So for dependency-cruiser alone (`node --import` this file) the name
 * `typescript` means version 6 (installed as `typescript-6`). Remove when dependency-cruiser reads TypeScript 7.
 */
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    const mine = specifier === 'typescript' || specifier.startsWith('typescript/')
    return next(mine ? specifier.replace('typescript', 'typescript-6') : specifier, context)
  },
})
