import { App, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { type ReactNode, useLayoutEffect, useMemo } from 'react';
import { antdThemeFor } from './antd.ts';
import { applyCssVariables } from './css-variables.ts';
import './fonts.css';
import './base.css';
import { useTextSize } from './text-size.ts';

dayjs.locale('zh-cn');
applyCssVariables(document.documentElement, useTextSize.getState().size);

/** Lists and dialogs open in a landmark of their own, so that whoever has the page read out by landmarks meets them. */
const popups = (): HTMLElement => document.getElementById('popups') ?? document.body;

/** Look and language for everything below it. */
export function ThemeProvider({ children }: { readonly children: ReactNode }) {
  const size = useTextSize((state) => state.size);
  const theme = useMemo(() => antdThemeFor(size), [size]);
  useLayoutEffect(() => applyCssVariables(document.documentElement, size), [size]);
  return (
    <ConfigProvider
      locale={zhCN}
      theme={theme}
      getPopupContainer={popups}
      button={{ autoInsertSpace: false }}
      form={{ colon: false, requiredMark: false }}
    >
      <App component={false} message={{ maxCount: 3 }}>
        {children}
      </App>
    </ConfigProvider>
  );
}
