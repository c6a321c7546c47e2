import { theme as antdTheme, type ThemeConfig } from 'antd';
import { colors, fontFamily, radii, type Scale, scales, shadows, sizes, type TextSize } from './tokens.ts';

/**
 * Mistakes in a form are amber: red is spent on time limits only. antd has one switch for the colour of a mistake and
 * for `aria-invalid` (validateStatus), so the colour is changed here and the mistake stays a mistake for a reader of
 * the screen.
 */
const mistakesAreAmber = {
  colorError: colors.warningSolid,
  colorErrorText: colors.warning,
  colorErrorHover: colors.warning,
  colorErrorBorderHover: colors.warningSolid,
  colorErrorAffix: colors.warning,
  colorErrorBg: colors.warningBg,
  colorErrorBgHover: colors.warningBg,
  colorErrorOutline: colors.warningBorder,
} as const;

/** Heights of a line of text; antd reads them, but its types name them for algorithms only. */
function lineBoxes(scale: Scale): object {
  return { fontHeight: scale.lineHeight, fontHeightSM: scale.lineHeightSm, fontHeightLG: scale.lineHeightLg };
}

/** antd's theme for a text size. Every tint is named, so that no algorithm invents one. */
export function antdThemeFor(size: TextSize): ThemeConfig {
  const scale = scales[size];
  return {
    algorithm: antdTheme.compactAlgorithm,
    token: {
      // Whoever types ahead meets no list that is still fading, and an old PC draws it once.
      motion: false,
      fontFamily,
      fontFamilyCode: fontFamily,
      fontSize: scale.seedFontSize,
      controlHeight: scale.seedControlHeight,
      borderRadius: radii.base,
      borderRadiusSM: radii.sm,
      borderRadiusLG: radii.lg,

      colorPrimary: colors.primary,
      colorPrimaryHover: colors.primaryHover,
      colorPrimaryActive: colors.primaryActive,
      colorPrimaryBg: colors.primaryBg,
      colorPrimaryBgHover: colors.primaryBgHover,
      colorPrimaryBorder: colors.primaryBorder,
      colorPrimaryBorderHover: colors.primaryHover,
      colorPrimaryText: colors.primary,
      colorPrimaryTextHover: colors.primaryHover,
      colorPrimaryTextActive: colors.primaryActive,
      colorInfo: colors.primary,
      colorInfoBg: colors.primaryBg,
      colorInfoBorder: colors.primaryBorder,
      colorInfoText: colors.primaryActive,
      colorLink: colors.primary,
      colorLinkHover: colors.primaryHover,
      colorLinkActive: colors.primaryActive,
      colorSuccess: colors.success,
      colorSuccessText: colors.success,
      colorSuccessBg: colors.successBg,
      colorSuccessBorder: colors.successBorder,
      colorWarning: colors.warningSolid,
      colorWarningText: colors.warning,
      colorWarningBg: colors.warningBg,
      colorWarningBorder: colors.warningBorder,
      colorError: colors.error,
      colorErrorText: colors.error,
      colorErrorBg: colors.errorBg,
      colorErrorBorder: colors.errorBorder,

      colorText: colors.text,
      colorTextHeading: colors.text,
      colorTextSecondary: colors.textSecondary,
      colorTextLabel: colors.textSecondary,
      colorTextDescription: colors.textSecondary,
      colorTextTertiary: colors.textTertiary,
      colorTextQuaternary: colors.textTertiary,
      colorTextPlaceholder: colors.textTertiary,
      colorTextDisabled: colors.textTertiary,
      colorTextLightSolid: colors.textLightSolid,
      colorIcon: colors.textTertiary,
      colorIconHover: colors.text,
      colorBgLayout: colors.bgLayout,
      colorBgContainer: colors.bgContainer,
      colorBgElevated: colors.bgElevated,
      colorBgContainerDisabled: colors.fillSecondary,
      colorBgMask: colors.mask,
      colorFillAlter: colors.fillAlter,
      colorFillSecondary: colors.fillSecondary,
      colorBorder: colors.border,
      colorBorderSecondary: colors.borderSecondary,
      colorSplit: colors.borderSecondary,

      fontSizeSM: scale.fontSizeSm,
      fontSizeLG: scale.fontSizeLg,
      fontSizeXL: scale.fontSizeXl,
      fontSizeHeading3: scale.fontSizeHeading3,
      ...lineBoxes(scale),
      lineHeight: scale.lineHeight / scale.fontSize,
      lineHeightSM: scale.lineHeightSm / scale.fontSizeSm,
      lineHeightLG: scale.lineHeightLg / scale.fontSizeLg,
      fontWeightStrong: 700,
      controlHeightSM: scale.controlHeightSm,
      controlHeightLG: scale.controlHeightLg,
      controlOutline: colors.focusRing,
      controlOutlineWidth: 3,
      controlItemBgHover: colors.fillSecondary,
      controlItemBgActive: colors.primaryBgHover,
      controlItemBgActiveHover: colors.primaryBgHover,
      controlPaddingHorizontal: sizes.xs,
      controlPaddingHorizontalSM: sizes.xs,

      paddingXXS: sizes.xxs,
      paddingXS: sizes.xs,
      paddingSM: sizes.sm,
      padding: sizes.base,
      paddingLG: sizes.lg,
      marginXXS: sizes.xxs,
      marginXS: sizes.xs,
      marginSM: sizes.sm,
      margin: sizes.base,
      marginLG: sizes.lg,

      boxShadow: shadows.popup,
      boxShadowSecondary: shadows.popup,
      boxShadowTertiary: shadows.card,
    },
    components: {
      Button: {
        paddingInline: sizes.sm,
        paddingInlineLG: sizes.base,
        paddingInlineSM: sizes.xs,
        contentFontSizeLG: scale.fontSize,
        contentFontSizeSM: scale.fontSize,
        defaultShadow: 'none',
        primaryShadow: 'none',
        dangerShadow: 'none',
      },
      Form: {
        ...mistakesAreAmber,
        itemMarginBottom: 0,
        labelColor: colors.textSecondary,
        labelFontSize: scale.fontSizeSm,
        labelHeight: scale.lineHeightSm,
        verticalLabelPadding: '0 0 4px',
      },
      Input: { ...mistakesAreAmber, paddingInline: sizes.xs },
      InputNumber: { ...mistakesAreAmber, paddingInline: sizes.xs },
      // paddingSM is the space at the sides of the field.
      Select: {
        ...mistakesAreAmber,
        paddingSM: sizes.xs,
        optionHeight: scale.rowHeight,
        optionPadding: '6px 8px',
        optionActiveBg: colors.primaryBgHover,
      },
      DatePicker: { ...mistakesAreAmber, paddingInline: sizes.xs },
      Modal: { titleFontSize: scale.fontSizeLg },
      Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: sizes.xs },
    },
  };
}
