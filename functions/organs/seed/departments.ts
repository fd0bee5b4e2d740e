import type { Kind } from '../domain/organ.ts'

/**
 * The departments that meet in the work, per level. Kinds and usual names only: whoever runs the platform checks them
 * against the current 机构改革方案 of the place; the register is dated so that a change of name is one more row.
 */
export const DEPARTMENTS_BASIS = '市、县区常设机构通用名称(2019年机构改革后),待单位管理员按本地机构改革方案核对'
export const DEPARTMENTS_FROM = '2019-01-01'

export interface Department {
  readonly suffix: string
  readonly kind: Kind
  /** Watches its whole city or county: filing, agenda, approval, petitions, inspection, discipline, archives. */
  readonly oversees: boolean
  /** @param full 甘州区 · @param short as before 委: 肃南县 · @param stem without 区/县: 甘州 */
  readonly name: (place: { full: string; short: string; stem: string; level: 'city' | 'county' | 'district' }) => string
}

const plain = (suffix: string, name: string, oversees = false): Department => ({
  suffix,
  kind: 'department',
  oversees,
  name: ({ full }) => `${full}${name}`,
})

export const DEPARTMENTS: readonly Department[] = [
  { suffix: 'PLC', kind: 'office', oversees: true, name: ({ short }) => `${short}委政法委` },
  { suffix: 'DWB', kind: 'decision-office', oversees: true, name: ({ short }) => `${short}委办公室` },
  { suffix: 'ZFB', kind: 'decision-office', oversees: true, name: ({ full }) => `${full}人民政府办公室` },
  { suffix: 'JW', kind: 'department', oversees: true, name: ({ short }) => `${short}纪委监委` },
  { suffix: 'DCJ', kind: 'department', oversees: true, name: ({ short }) => `${short}督查考核局` },
  {
    suffix: 'FGJ',
    kind: 'department',
    oversees: true,
    name: ({ full, level }) => `${full}发展和改革${level === 'city' ? '委员会' : '局'}`,
  },
  plain('XFJ', '信访局', true),
  plain('DAG', '档案馆', true),
  plain('ZRZYJ', '自然资源局'),
  plain('ZJJ', '住房和城乡建设局'),
  plain('JTJ', '交通运输局'),
  plain('NYJ', '农业农村局'),
  plain('SWJ', '水务局'),
  plain('LCJ', '林业和草原局'),
  // 生态环境 is run from the city down (省以下垂直管理): a county's bureau is a branch of the city's.
  {
    suffix: 'HBJ',
    kind: 'department',
    oversees: false,
    name: ({ full, stem, level }) => (level === 'city' ? `${full}生态环境局` : `张掖市生态环境局${stem}分局`),
  },
  plain('MZJ', '民政局'),
  plain('MZZJJ', '民族宗教事务局'),
  plain('RSJ', '人力资源和社会保障局'),
  plain('WTLJ', '文体广电和旅游局'),
  {
    suffix: 'WJJ',
    kind: 'department',
    oversees: false,
    name: ({ full, level }) => `${full}卫生健康${level === 'city' ? '委员会' : '局'}`,
  },
  plain('JYJ', '教育局'),
  plain('CZJ', '财政局'),
  plain('YJJ', '应急管理局'),
  plain('SFJ', '司法局'),
  // A district's police are a branch of the city's; a county's are its own.
  {
    suffix: 'GAJ',
    kind: 'department',
    oversees: false,
    name: ({ full, stem, level }) => (level === 'district' ? `张掖市公安局${stem}分局` : `${full}公安局`),
  },
]
