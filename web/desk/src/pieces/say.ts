import { App } from 'antd'

/** Says briefly that something was done, to eyes and to screen readers. What failed is said where it failed. */
export function useSay(): (text: string) => void {
  const { message } = App.useApp()
  return (text) => void message.success({ content: text, duration: 4 })
}
