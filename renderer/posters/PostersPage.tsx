import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useState } from 'react';
import { api, queries } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { CodeSelect } from '../forms/CodeSelect.tsx';
import { Screen } from '../frame/Screen.tsx';
import { saveFile } from '../frame/save-file.ts';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { Note } from '../status/Note.tsx';
import { Waiting } from '../status/Waiting.tsx';
import { BuildingsDialog, RenameDialog } from './BuildingDialogs.tsx';
import { PlaceTicks } from './PlaceTicks.tsx';
import { choicesOf, groupsOf } from './poster-choices.ts';
import './posters.css';

const back = { to: '/documents', label: '回调解文书' };

/** 扫码海报: one PDF with a page for each community, building or the center itself (一码解纠纷). */
export default function PostersPage() {
  const client = useQueryClient();
  const places = useQuery(queries.posters.streets.queryOptions());
  const buildings = useQuery({ ...queries.posters.buildings.queryOptions(), refetchOnMount: 'always' });
  const [street, setStreet] = useState<string | null>(null);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [paper, setPaper] = useState<'a4' | 'a3'>('a4');
  const [dialog, setDialog] = useState<'none' | 'buildings' | { readonly rename: string }>('none');
  const [error, setError] = useState<ApiError | null>(null);
  const [told, setTold] = useState<string | null>(null);
  const failure = places.error ?? buildings.error;

  if (!places.data || !buildings.data) {
    return (
      <Screen title="扫码海报" back={back}>
        {failure ? <ErrorNote error={toApiError(failure)} /> : <Waiting label="正在读辖区" />}
      </Screen>
    );
  }
  const groups = groupsOf(places.data, buildings.data, street);
  const all = groups.flatMap(({ rows }) => rows.map(({ code }) => code));
  const codes = all.filter((code) => ticked.has(code));
  const chosen = places.data.streets.find(({ code }) => code === street);
  const renamed = typeof dialog === 'object' ? buildings.data.find(({ code }) => code === dialog.rename) : undefined;

  const choose = (code: string | null): void => {
    setStreet(code);
    setTold(null);
    const communities = places.data.streets.find((each) => each.code === code)?.villages ?? [];
    setTicked(new Set(code === places.data.center.code ? [code] : communities.map((each) => each.code)));
  };
  const tick = (code: string, isTicked: boolean): void => {
    const next = new Set(ticked);
    if (isTicked) next.add(code);
    else next.delete(code);
    setTicked(next);
  };
  const print = async (): Promise<void> => {
    setError(null);
    setTold(null);
    try {
      saveFile(await api.posters.print({ paper, codes }));
      setTold(`${codes.length} 张海报已存到下载文件夹`);
    } catch (cause) {
      setError(toApiError(cause));
    }
  };
  const reload = () => client.invalidateQueries({ queryKey: queries.posters.buildings.queryKey() });
  const blocked =
    places.data.address === null
      ? '还不知道市平台的网址，见上面的说明'
      : codes.length === 0
        ? '先选街道，再勾要做的地方'
        : undefined;

  return (
    <Screen
      title="扫码海报"
      className="posters-page"
      back={back}
      notice={told === null ? null : <span role="status">{told}</span>}
      secondary={[
        ...(all.length > 1
          ? [
              {
                label: codes.length === all.length ? '全不选' : '全选',
                combo: 'Alt+A',
                onRun: () => setTicked(new Set(codes.length === all.length ? [] : all)),
              },
            ]
          : []),
        ...(chosen ? [{ label: '登记楼栋', combo: 'Alt+B', onRun: () => setDialog('buildings') }] : []),
      ]}
      main={{ label: codes.length === 0 ? '做海报' : `做 ${codes.length} 张海报`, onRun: print, blocked }}
    >
      <section className="card posters-what" aria-labelledby="posters-title">
        <h2 id="posters-title">做哪些地方的海报</h2>
        {places.data.address === null ? (
          <Note look="warn" title="还不知道市平台的网址，做不了海报">
            请系统管理员在“数据同步”接入市平台，或者在“设置 · 文书”填写核验网址。
          </Note>
        ) : (
          <p className="small muted">
            群众扫码打开 {places.data.address} 上的一码解纠纷，地点已经填好。改名以后旧海报照样能用。
          </p>
        )}
        <EnterToNext>
          <div className="posters-fields">
            <CodeSelect
              aria-label="街道"
              placeholder="选街道，可打首字母"
              autoFocus
              value={street}
              onChange={choose}
              choices={choicesOf(places.data)}
            />
            <Radio.Group
              aria-label="纸张"
              value={paper}
              onChange={({ target }) => setPaper(target.value as 'a4' | 'a3')}
              options={[
                { value: 'a4', label: 'A4' },
                { value: 'a3', label: 'A3' },
              ]}
            />
          </div>
        </EnterToNext>
        {error ? <ErrorNote error={error} onRetry={() => void print()} /> : null}
      </section>
      <PlaceTicks groups={groups} ticked={ticked} onTick={tick} onRename={(code) => setDialog({ rename: code })} />
      {dialog === 'buildings' && chosen ? (
        <BuildingsDialog
          street={chosen}
          onClose={() => setDialog('none')}
          onDone={(fresh) => {
            setDialog('none');
            setTicked(new Set([...ticked, ...fresh.map(({ code }) => code)]));
            void reload();
          }}
        />
      ) : null}
      {renamed ? (
        <RenameDialog
          building={renamed}
          onClose={() => setDialog('none')}
          onDone={() => {
            setDialog('none');
            void reload();
          }}
        />
      ) : null}
    </Screen>
  );
}
