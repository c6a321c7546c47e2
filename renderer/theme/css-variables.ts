import { colors, fontFamily, paperFontFamily, radii, scales, shadows, sizes, type TextSize } from './tokens.ts';

const px = (value: number): string => `${value}px`;
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The tokens as CSS custom properties, under the names that the style sheets of the renderer use. */
export function cssVariables(size: TextSize): Readonly<Record<string, string>> {
  const scale = scales[size];
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(colors)) variables[`--color-${kebab(name)}`] = value;
  return {
    ...variables,
    '--font-family': fontFamily,
    '--font-family-doc': paperFontFamily,
    '--font-size-sm': px(scale.fontSizeSm),
    '--font-size': px(scale.fontSize),
    '--font-size-lg': px(scale.fontSizeLg),
    '--font-size-xl': px(scale.fontSizeXl),
    '--font-size-heading-3': px(scale.fontSizeHeading3),
    '--line-height': px(scale.lineHeight),
    '--line-height-sm': px(scale.lineHeightSm),
    '--line-height-lg': px(scale.lineHeightLg),
    '--line-height-xl': px(scale.lineHeightXl),
    '--font-weight-strong': '700',
    '--size-xxs': px(sizes.xxs),
    '--size-xs': px(sizes.xs),
    '--size-sm': px(sizes.sm),
    '--size': px(sizes.base),
    '--size-lg': px(sizes.lg),
    '--control-height-sm': px(scale.controlHeightSm),
    '--control-height': px(scale.controlHeight),
    '--control-height-lg': px(scale.controlHeightLg),
    '--item-height': px(scale.itemHeight),
    '--row-height': px(scale.rowHeight),
    '--icon-size': px(scale.iconSize),
    '--border-radius-sm': px(radii.sm),
    '--border-radius': px(radii.base),
    '--border-radius-lg': px(radii.lg),
    '--box-shadow-tertiary': shadows.card,
    '--box-shadow-secondary': shadows.popup,
    '--control-outline': `0 0 0 3px ${colors.focusRing}`,
    '--sider-width': px(scale.siderWidth),
    '--header-height': px(scale.headerHeight),
    '--action-bar-height': px(scale.actionBarHeight),
    '--scale': String(scale.ratio),
  };
}

export function applyCssVariables(root: HTMLElement, size: TextSize): void {
  for (const [name, value] of Object.entries(cssVariables(size))) root.style.setProperty(name, value);
  root.dataset.textSize = size;
}
