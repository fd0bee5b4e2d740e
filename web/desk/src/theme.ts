import type { ThemeConfig } from 'antd'

/** The one accent, as in base.css and on the public site: 8.9 : 1 on white. Nothing else is coloured but what warns. */
const ACCENT = '#0b4a8f'

/** System fonts: no web font to load, and the person's own size and hinting. */
const FONT =
  "system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"

export const theme: ThemeConfig = {
  // One theme only, so class names need no hash: shorter sheets, and no :where() around every rule.
  hashed: false,
  token: {
    colorPrimary: ACCENT,
    colorPrimaryBg: '#e4edf7',
    colorPrimaryBgHover: '#d5e3f2',
    controlItemBgActive: '#e4edf7',
    controlItemBgActiveHover: '#d5e3f2',
    colorLink: ACCENT,
    colorInfo: ACCENT,
    colorError: '#a8071a',
    colorWarning: '#874d00',
    colorSuccess: '#135200',
    // AntD mixes its pale tints from the dark seeds, and they come out muddy: given here instead.
    colorInfoBg: '#eaf1f9',
    colorInfoBorder: '#a3bfdf',
    colorErrorBg: '#fdeeed',
    colorErrorBorder: '#e3a9a5',
    colorWarningBg: '#fff6de',
    colorWarningBorder: '#e0c270',
    colorSuccessBg: '#eef6ea',
    colorSuccessBorder: '#a9cd9a',
    colorText: '#1a1f24',
    colorTextSecondary: '#454d55',
    colorTextTertiary: '#545c64',
    // AntD's own placeholder is 1.8 : 1; 4.5 : 1 is the least that can be read.
    colorTextPlaceholder: '#666e76',
    colorTextDescription: '#545c64',
    colorBorder: '#8a939b',
    colorBgLayout: '#f4f6f7',
    fontFamily: FONT,
    fontSize: 16,
    borderRadius: 4,
    controlHeight: 40,
    // The ring of focus: 3 px of the accent, as in base.css.
    colorPrimaryBorder: ACCENT,
    lineWidthFocus: 3,
    // Nothing moves: what opens is there at once, can be pressed at once, and old machines are not kept busy.
    motion: false,
  },
}
