import { themeQuartz } from 'ag-grid-community';
import { colors, fontFamily, radii, scales, sizes, type TextSize } from './tokens.ts';

/** The ledger grid's theme, from the same values. Import it only in a screen that shows a grid: ag-grid is large. */
export function gridThemeFor(size: TextSize) {
  const scale = scales[size];
  return themeQuartz.withParams({
    fontFamily,
    fontSize: scale.fontSize,
    headerFontSize: scale.fontSize,
    headerFontWeight: 400,
    rowHeight: scale.rowHeight,
    headerHeight: scale.rowHeight,
    cellHorizontalPadding: sizes.xs,
    accentColor: colors.primary,
    foregroundColor: colors.text,
    backgroundColor: colors.bgContainer,
    borderColor: colors.borderSecondary,
    rowHoverColor: colors.fillAlter,
    selectedRowBackgroundColor: colors.primaryBg,
    headerBackgroundColor: colors.fillAlter,
    headerTextColor: colors.textSecondary,
    wrapperBorderRadius: radii.lg,
    borderRadius: radii.base,
  });
}
