import { DownOutlined, UserOutlined } from '@ant-design/icons'
import { Button, Dropdown, type MenuProps } from 'antd'
import { useDesk } from '../api/desk.ts'
import { signOut } from '../auth/sign-in.ts'
import { postName } from './post-choice.ts'

type Items = NonNullable<MenuProps['items']>

/** Who works here and in which post; several posts can be switched between; and signing out. */
export function AccountMenu() {
  const { me, post, choosePost, issuer } = useDesk()
  const posts: Items = me.posts.map((p) => ({
    key: p.post,
    label: p.acts ? postName(p) : `${postName(p)}:现在由${p.as === 'deputy' ? '主岗' : '代行人'}办理`,
    disabled: !p.acts,
    'aria-current': p.post === post.post,
  }))
  const items: Items = [
    { type: 'group', label: me.posts.length > 1 ? '以哪个岗位办事' : '我的岗位', children: posts },
    { type: 'divider' },
    { key: 'sign-out', label: '退出登录' },
  ]
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items,
        selectable: true,
        selectedKeys: [post.post],
        onClick: ({ key }) => (key === 'sign-out' ? signOut(issuer) : choosePost(key)),
      }}
    >
      <Button type="text" className="account" aria-label={`${me.name},${postName(post)}。切换岗位或退出`}>
        <UserOutlined aria-hidden className="phone-only" />
        <span className="wide-only account-text">
          <span className="account-name">{me.name}</span>
          <span className="account-post">{postName(post)}</span>
        </span>
        <DownOutlined aria-hidden className="wide-only" />
      </Button>
    </Dropdown>
  )
}
