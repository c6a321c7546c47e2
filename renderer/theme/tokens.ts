/**
 * The look of the desk in one place: colours, and one scale for each text size. Everything else (antd, the grid, our
 * own CSS) takes its values from here. One blue, warm neutrals, red only for what is over its time limit.
 */
export const colors = {
  primary: '#1d5bb5',
  primaryHover: '#2b6bc8',
  primaryActive: '#17488f',
  primaryBg: '#edf3fc',
  primaryBgHover: '#deeafa',
  primaryBorder: '#a8c4ec',
  text: '#23272e',
  textSecondary: '#535a65',
  textTertiary: '#666d78',
  textLightSolid: '#ffffff',
  bgLayout: '#f6f5f2',
  bgContainer: '#ffffff',
  bgElevated: '#ffffff',
  fillAlter: '#faf9f7',
  fillSecondary: '#efede8',
  border: '#d3cfc6',
  borderSecondary: '#e8e5de',
  success: '#236b3e',
  successBg: '#e7f3eb',
  successBorder: '#b3d8c0',
  /** Words of a warning; dark enough to read on white and on warningBg. */
  warning: '#8a5200',
  warningBg: '#fdf3df',
  warningBorder: '#ecd09a',
  /** Lines and marks of a warning, never words. */
  warningSolid: '#c98412',
  error: '#b3261e',
  errorBg: '#fcebe9',
  errorBorder: '#efbdb8',
  /** Behind words that a search found. */
  found: '#fbe7b2',
  mask: 'rgb(40 34 20 / 40%)',
  focusRing: 'rgb(29 91 181 / 18%)',
} as const;

export const shadows = {
  card: '0 1px 2px rgb(40 34 20 / 5%)',
  popup: '0 8px 24px rgb(40 34 20 / 14%), 0 1px 3px rgb(40 34 20 / 12%)',
} as const;

/**
 * The web font first, so that every desk shows the same page; then what Chinese systems have. The last family is the
 * serif that the documents use for rare characters (㛃 䶮): it is fetched only when a page holds one (fonts.css).
 */
export const fontFamily =
  '"Noto Sans SC Variable", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "Fengqiao Rare", sans-serif';
export const paperFontFamily = '"Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "Fengqiao Rare", serif';

export type TextSize = 'standard' | 'large';

/** Sizes in px that grow with the text. Paddings stay on the 4 px grid in both sizes. */
export interface Scale {
  /** Text of this size over the standard size; multiply widths of columns with it so that nothing is cut. */
  readonly ratio: number;
  /** Seeds of antd's compactAlgorithm, which takes the next smaller size as its base. */
  readonly seedFontSize: number;
  readonly seedControlHeight: number;
  readonly fontSizeSm: number;
  readonly fontSize: number;
  readonly fontSizeLg: number;
  readonly fontSizeXl: number;
  readonly fontSizeHeading3: number;
  readonly lineHeight: number;
  readonly lineHeightSm: number;
  readonly lineHeightLg: number;
  readonly lineHeightXl: number;
  readonly controlHeightSm: number;
  readonly controlHeight: number;
  readonly controlHeightLg: number;
  /** One item of the module list. */
  readonly itemHeight: number;
  /** One row of a table or grid, and its head. */
  readonly rowHeight: number;
  readonly iconSize: number;
  readonly siderWidth: number;
  readonly headerHeight: number;
  readonly actionBarHeight: number;
}

export const scales: Readonly<Record<TextSize, Scale>> = {
  standard: {
    ratio: 1,
    seedFontSize: 16,
    seedControlHeight: 32,
    fontSizeSm: 12,
    fontSize: 14,
    fontSizeLg: 16,
    fontSizeXl: 20,
    fontSizeHeading3: 24,
    lineHeight: 20,
    lineHeightSm: 16,
    lineHeightLg: 24,
    lineHeightXl: 28,
    controlHeightSm: 24,
    controlHeight: 28,
    controlHeightLg: 36,
    itemHeight: 36,
    rowHeight: 32,
    iconSize: 16,
    siderWidth: 152,
    headerHeight: 48,
    actionBarHeight: 52,
  },
  large: {
    ratio: 18 / 14,
    seedFontSize: 22,
    seedControlHeight: 40,
    fontSizeSm: 14,
    fontSize: 18,
    fontSizeLg: 20,
    fontSizeXl: 26,
    fontSizeHeading3: 32,
    lineHeight: 26,
    lineHeightSm: 20,
    lineHeightLg: 28,
    lineHeightXl: 34,
    controlHeightSm: 30,
    controlHeight: 36,
    controlHeightLg: 46,
    itemHeight: 44,
    rowHeight: 40,
    iconSize: 20,
    siderWidth: 188,
    headerHeight: 56,
    actionBarHeight: 64,
  },
};

export const radii = { sm: 4, base: 6, lg: 8 } as const;
export const sizes = { xxs: 4, xs: 8, sm: 12, base: 16, lg: 24 } as const;
