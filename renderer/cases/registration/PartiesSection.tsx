import { PlusOutlined } from '@ant-design/icons';
import { Checkbox } from 'antd';
import { useState } from 'react';
import { ariaKeys, Key } from '../../keyboard/Key.tsx';
import { useActionKeys } from '../../keyboard/use-action-keys.ts';
import { type SectionProps, useValues } from './form-fields.ts';
import type { FormValues } from './form-values.ts';
import { PartyCard } from './PartyCard.tsx';
import { focusedParty, type Parties } from './use-parties.ts';
import './parties.css';

interface PartiesSectionProps extends SectionProps {
  readonly parties: Parties;
}

const idsOf = (values: FormValues): readonly string[] => values.parties.map((party) => party.id);

const notifiedOf = (values: FormValues): boolean | null => values.notified;

/** One key, and never asked for: registering does not wait for it (个人信息保护法 13). */
const NOTIFIED = 'Alt+T';

/** Persons and units, any number of them, each with agents. */
export function PartiesSection({ form, today, settle, parties }: PartiesSectionProps) {
  const ids = useValues(form, idsOf);
  const notified = useValues(form, notifiedOf);
  const [more, setMore] = useState<ReadonlySet<string>>(new Set());

  const toggleMore = (id: string | undefined): void => {
    if (id === undefined) return;
    setMore((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  };
  const inParty = (act: (party: number) => void) => (): void => {
    const place = focusedParty();
    if (place) act(place.party);
  };

  const setNotified = (told: boolean): void => {
    form.setFieldValue(['notified'], told);
    settle();
  };

  useActionKeys([
    ...(notified === null
      ? []
      : [{ combo: NOTIFIED, label: '已告知申请人个人信息怎样处理', run: () => setNotified(!notified) }]),
    { combo: 'Alt+N', label: '添加当事人', run: parties.add },
    { combo: 'Alt+A', label: '给这位当事人添加代理人', run: inParty((party) => parties.addAgent(party)) },
    { combo: 'Alt+U', label: '自然人、单位互换', run: inParty(parties.toggleUnit) },
    { combo: 'Alt+M', label: '更多项目', run: inParty((party) => toggleMore(ids[party])) },
    { combo: 'Alt+Delete', label: '去掉当事人或代理人', run: () => parties.remove(focusedParty()) },
    { combo: 'Alt+Z', label: '撤销去掉', run: parties.undo },
  ]);

  return (
    <section aria-label="当事人" data-section="parties">
      <div className="section-head">
        <h2>当事人</h2>
        <span className="small muted" role="status">
          {parties.notice === null ? null : <span className="soon">{parties.notice}</span>}
          {parties.notice === null && parties.removed !== null ? (
            <>
              {parties.removed}{' '}
              <button type="button" className="text-button" onClick={parties.undo}>
                撤销 <Key combo="Alt+Z" />
              </button>
            </>
          ) : null}
        </span>
        {notified === null || parties.notice !== null || parties.removed !== null ? null : (
          <Checkbox
            className="small"
            checked={notified}
            aria-keyshortcuts={ariaKeys(NOTIFIED)}
            onChange={({ target }) => setNotified(target.checked)}
          >
            已告知申请人个人信息怎样处理，本人同意 <Key combo={NOTIFIED} />
          </Checkbox>
        )}
        <button type="button" className="text-button section-add" onClick={parties.add}>
          <PlusOutlined aria-hidden="true" /> 添加当事人 <Key combo="Alt+N" />
        </button>
        <button
          type="button"
          className="text-button"
          onClick={() => parties.addAgent(focusedParty()?.party ?? ids.length - 1)}
        >
          代理人 <Key combo="Alt+A" />
        </button>
      </div>
      {ids.map((id, index) => (
        <PartyCard
          key={id}
          form={form}
          today={today}
          settle={settle}
          index={index}
          more={more.has(id)}
          onMore={() => toggleMore(id)}
          onRemove={ids.length > 1 ? () => parties.remove({ party: index, agent: null }) : undefined}
        />
      ))}
    </section>
  );
}
