import '../../../renderer/zod-config.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { useLocation } from 'wouter';
import { createQueryClient } from '../../../renderer/api/query-client.ts';
import { catalogue } from '../../../renderer/app/catalogue.ts';
import { moduleIcons } from '../../../renderer/app/module-icons.tsx';
import { Providers } from '../../../renderer/app/Providers.tsx';
import { Frame } from '../../../renderer/frame/Frame.tsx';
import { Screen } from '../../../renderer/frame/Screen.tsx';
import { EmptyState } from '../../../renderer/status/EmptyState.tsx';
import { FormPage } from './FormPage.tsx';
import { PartsPage } from './PartsPage.tsx';
import { note } from './record.ts';
import { SignInHarness } from './SignInHarness.tsx';

const modules = catalogue.map((entry) => ({ ...entry, icon: moduleIcons[entry.id] }));

/** By letters that find it, in full. */
const searchable = [
  ['张某 与 李某', ['zm']],
  ['王某 与 某物业公司', ['zm', 'wm']],
] as const;

const search = async (text: string) =>
  searchable
    .filter(([title, letters]) => letters.some((each) => each === text) || title.includes(text))
    .map(([title], index) => ({ id: title, path: `/cases/${index}`, title, detail: '金矛调〔2026〕4127　邻里' }));

function Page() {
  const [location, navigate] = useLocation();
  if (location === '/sign-in') return <SignInHarness />;
  return (
    <Frame
      modules={modules}
      place={{ center: '金水区综治中心', desk: '3 号窗口' }}
      person={{ name: '程某', role: '受理员' }}
      sign={{ tone: 'good', text: '已连接中心' }}
      search={search}
      own={{
        samplePassword: false,
        secondFactor: false,
        onSignOut: () => note('signed out'),
        onSwitch: () => note('switch'),
        onChangePassword: () => note('change password'),
        onSecondFactor: () => note('second factor'),
      }}
    >
      {location === '/registration' ? (
        <FormPage />
      ) : location === '/parts' ? (
        <PartsPage />
      ) : (
        <Screen
          title={`页 ${location}`}
          keys={[
            { combo: ['↑', '↓'], label: '选择' },
            { combo: 'Enter', label: '打开' },
          ]}
          secondary={[{ label: '新登记', combo: 'Alt+G', onRun: () => navigate('/registration') }]}
          main={{ label: '催办 王某一案', onRun: () => note('main') }}
        >
          <EmptyState first={{ combo: 'F2', label: '登记第一件' }}>这里列出等您处理的案件。</EmptyState>
        </Screen>
      )}
    </Frame>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('the harness page has no #root');
createRoot(root).render(
  <StrictMode>
    <Providers queryClient={createQueryClient()}>
      <Page />
    </Providers>
  </StrictMode>,
);
