import { type DemoAccount, groupAccounts } from './accounts.ts'
import { STYLE } from './style.ts'

/** Plain pages without scripts. Everything that is not ours is escaped. */
export function signInPage(options: {
  action: string
  accounts: readonly DemoAccount[]
  wanted: string
  problem?: string
}): string {
  const { action, accounts, wanted, problem } = options
  const groups = groupAccounts(accounts, wanted)
  const found = groups.reduce((sum, group) => sum + group.accounts.length, 0)
  const list = groups
    .map(
      ({ organName, accounts: members }, i) => `<section aria-labelledby="o${i}"><h2 id="o${i}">${safe(organName)}</h2>
<ul>${members.map((account) => item(account, organName)).join('\n')}</ul></section>`,
    )
    .join('\n')
  const nobody = `<p>没有找到“${safe(wanted)}”。请换个字再找,或者<a href="${safe(action)}">看全部账号</a>。</p>`
  return layout(
    '选择账号登录',
    `<h1>选择账号登录</h1>
<p class="mark"><strong>演示账号,人物均为虚构。</strong>按一下姓名就能登录,不用密码;只有在这台电脑上才能打开。</p>
${problem ? `<p class="error" role="alert">${safe(problem)}</p>` : ''}
<form method="get" action="${safe(action)}" role="search">
<label for="q">按姓名、岗位或单位查找</label>
<div class="find"><input id="q" name="q" type="search" value="${safe(wanted)}" autocomplete="off" enterkeyhint="search" maxlength="50">
<button>查找</button></div></form>
<form method="post" action="${safe(action)}">
${wanted.trim() ? `<p class="quiet" role="status">找到 ${found} 个账号</p>` : ''}
${found === 0 ? (wanted.trim() ? nobody : '<p>这里还没有演示账号。</p>') : list}
</form>`,
  )
}

function item(account: DemoAccount, organName: string): string {
  const posts = account.posts.map((post) => {
    const elsewhere = post.organName === organName ? '' : ` · ${post.organName}`
    return `<span class="post">${safe(post.duty + elsewhere)}</span>`
  })
  const leave = account.onLeave ? ' <span class="quiet">(休假中)</span>' : ''
  return `<li><button name="account" value="${safe(account.id)}"><span class="name">${safe(account.name)}${leave}</span>${posts.join('')}</button></li>`
}

/** @param form the provider's own form, with its token against forgery; its buttons come from here */
export function signOutPage(form: string, home: string): string {
  return layout(
    '退出登录',
    `<h1>要退出登录吗?</h1>
<p>没有送出的草稿会留在这台电脑上,下次登录后还在。</p>
${form}
<p><button class="primary" form="op.logoutForm" name="logout" value="yes">退出登录</button></p>
<p><a href="${safe(home)}">不退出,回到工作台</a></p>`,
  )
}

export function signedOutPage(home: string): string {
  return layout('已退出登录', `<h1>已退出登录</h1><p><a class="button primary" href="${safe(home)}">重新登录</a></p>`)
}

/** @param what what happened and what to do, in plain Chinese; @param code for whoever is asked to help */
export function troublePage(what: string, home: string, code?: string): string {
  return layout(
    '没能登录',
    `<h1>没能登录</h1><p>${safe(what)}</p>
<p><a class="button primary" href="${safe(home)}">回到工作台重新登录</a></p>
${code ? `<p class="quiet">错误代码:${safe(code)}</p>` : ''}`,
  )
}

function layout(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} - 稳评</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>稳评工作台</header>
${body}
</main>
</body>
</html>
`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const safe = (text: string) => text.replace(/[&<>"']/g, (c) => ENTITIES[c] as string)
