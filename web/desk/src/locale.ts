import type { ConfigProviderProps } from 'antd'
import * as zhCN from 'antd/es/locale/zh_CN.js'

type Locale = NonNullable<ConfigProviderProps['locale']>

/** AntD's own words in Chinese. TypeScript takes AntD's ES modules for CommonJS, the bundler does not: hence the cast. */
export const chinese = (zhCN as unknown as { default: Locale }).default
