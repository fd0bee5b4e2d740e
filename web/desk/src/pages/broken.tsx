import { Component, type ReactNode } from 'react'

interface BrokenProps {
  /** The address: another page is another try. */
  readonly at: string
  readonly children: ReactNode
}

/**
 * Around each page: what breaks in one page leaves the frame standing. The usual cause is a desk that was upgraded while
 * it lay open, whose old chunks are gone: loading it again helps, and drafts are on the machine.
 */
export class Broken extends Component<BrokenProps, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidUpdate(before: BrokenProps) {
    if (before.at !== this.props.at && this.state.broken) this.setState({ broken: false })
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return (
      <section className="sheet" role="alert">
        <h1>这一页没有打开</h1>
        <p>可能是工作台刚刚升级了,也可能是网络断开了。您填写的内容已存在本机。</p>
        <button type="button" className="do" onClick={() => location.reload()}>
          刷新
        </button>
      </section>
    )
  }
}
