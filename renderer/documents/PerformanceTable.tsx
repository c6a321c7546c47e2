import { PlusOutlined } from '@ant-design/icons';
import { checkTotal, type TotalCheck } from '../../domain/documents/agreement-amounts.ts';
import type { AgreementWarning } from '../../domain/documents/agreement-warnings.ts';
import type { Party } from '../../domain/parties/party.ts';
import { formatYuan } from '../../domain/text/chinese-amount.ts';
import { AmountInput } from '../forms/AmountInput.tsx';
import { CodeSelect } from '../forms/CodeSelect.tsx';
import { MaskedDateInput } from '../forms/MaskedDateInput.tsx';
import { Key } from '../keyboard/Key.tsx';
import { Note } from '../status/Note.tsx';
import type { AgreementValues, ItemValues } from './agreement-values.ts';
import { warningText } from './ClauseList.tsx';
import { itemKey } from './check-agreement.ts';
import { FieldProblem } from './FieldProblem.tsx';
import { GrowText } from './GrowText.tsx';
import { type AgreementEditor, elementId } from './use-agreement-editor.ts';
import './performance-table.css';

interface PerformanceTableProps {
  readonly values: AgreementValues;
  readonly parties: readonly Party[];
  readonly warnings: readonly AgreementWarning[];
  /** Null where the text is settled. */
  readonly editor: AgreementEditor | null;
}

/** 合计 360,000.00 元，与第 2 条一致; empty where there is nothing to add up. */
export function totalText(check: TotalCheck): string {
  switch (check.verdict) {
    case 'nothing':
    case 'only_clauses':
      return '';
    case 'only_items':
      return `合计 ${formatYuan(check.totalFen)} 元`;
    case 'agrees':
      return `合计 ${formatYuan(check.totalFen)} 元，与${check.clause === null ? '各条' : `第 ${check.clause + 1} 条`}一致`;
    case 'differs':
      return `合计 ${formatYuan(check.totalFen)} 元，与第 ${check.clause + 1} 条不一致`;
  }
}

/** 履行事项: who does what, for how much, by when (人民调解法 29). */
export function PerformanceTable({ values, parties, warnings, editor }: PerformanceTableProps) {
  const { terms, items } = values;
  const check = checkTotal(
    terms.map(({ text }) => text),
    items.map(({ amount }) => (typeof amount === 'number' ? amount : null)),
  );
  const general = warnings.filter(({ place }) => place.at === 'items');
  return (
    <section aria-labelledby="agreement-items-title">
      <h2>
        <span id="agreement-items-title">履行事项</span>
        <span className={`items-total ${check.verdict === 'differs' ? 'soon' : 'muted'}`}>{totalText(check)}</span>
        {editor ? (
          <button type="button" className="text-button" onClick={editor.addItem} aria-keyshortcuts="Alt+L">
            <PlusOutlined aria-hidden="true" /> 加一项 <Key combo="Alt+L" />
          </button>
        ) : null}
      </h2>
      {items.length === 0 ? (
        <p className="small muted items-none">
          {editor ? '谁在哪一天前做什么、付多少，写在这里；回访时照着看。' : '没有单列履行事项。'}
        </p>
      ) : (
        <table className="items">
          <thead>
            <tr>
              <th scope="col">谁</th>
              <th scope="col">做什么</th>
              <th scope="col" className="num">
                金额（元）
              </th>
              <th scope="col">最晚</th>
              <th scope="col">方式</th>
            </tr>
          </thead>
          {items.map((item, index) => (
            <ItemRows
              key={item.id}
              item={item}
              index={index}
              parties={parties}
              warnings={warnings.filter(({ place }) => place.at === 'item' && place.index === index)}
              editor={editor}
            />
          ))}
        </table>
      )}
      {general.map((warning) => (
        <Note key={warning.title} look="warn" title={warning.title}>
          <p className="small">{warningText(warning)}</p>
        </Note>
      ))}
    </section>
  );
}

interface ItemRowsProps {
  readonly item: ItemValues;
  readonly index: number;
  readonly parties: readonly Party[];
  readonly warnings: readonly AgreementWarning[];
  readonly editor: AgreementEditor | null;
}

const fields: readonly (keyof ItemValues)[] = ['partyId', 'what', 'amount', 'dueOn', 'method'];

function ItemRows({ item, index, parties, warnings, editor }: ItemRowsProps) {
  const problems = fields.flatMap((field) => editor?.problems[itemKey(item.id, field)] ?? []);
  return (
    <tbody data-item={item.id}>
      <tr>
        {editor ? (
          <ItemFields item={item} index={index} parties={parties} editor={editor} />
        ) : (
          <ItemTexts item={item} parties={parties} />
        )}
      </tr>
      {problems.length + warnings.length === 0 ? null : (
        <tr className="item-told">
          <td colSpan={5}>
            {problems.map((problem) => (
              <FieldProblem key={problem}>{problem}</FieldProblem>
            ))}
            {warnings.map((warning) => (
              <Note key={warning.title} look="warn" title={warning.title}>
                <p className="small">{warningText(warning)}</p>
              </Note>
            ))}
          </td>
        </tr>
      )}
    </tbody>
  );
}

function ItemTexts({ item, parties }: Pick<ItemRowsProps, 'item' | 'parties'>) {
  return (
    <>
      <td>{parties.find(({ id }) => id === item.partyId)?.name ?? ''}</td>
      <td>{item.what}</td>
      <td className="num">{typeof item.amount === 'number' ? formatYuan(item.amount) : '—'}</td>
      <td className="nowrap">{item.dueOn ?? '—'}</td>
      <td>{item.method}</td>
    </>
  );
}

interface ItemFieldsProps extends Pick<ItemRowsProps, 'item' | 'index' | 'parties'> {
  readonly editor: AgreementEditor;
}

function ItemFields({ item, index, parties, editor }: ItemFieldsProps) {
  const label = (what: string): string => `第 ${index + 1} 项 ${what}`;
  const set = (change: Partial<ItemValues>): void => editor.setItem(item.id, change);
  const id = (field: keyof ItemValues): string => elementId(itemKey(item.id, field));
  const invalid = (field: keyof ItemValues): boolean => itemKey(item.id, field) in editor.problems;
  return (
    <>
      <td className="item-select">
        <CodeSelect
          id={id('partyId')}
          aria-label={label('谁')}
          value={item.partyId}
          choices={parties.map(({ id: code, name }) => ({ code, name }))}
          placeholder="谁"
          onChange={(partyId) => set({ partyId })}
        />
      </td>
      <td>
        <GrowText
          oneLine
          id={id('what')}
          label={label('做什么')}
          value={item.what}
          invalid={invalid('what')}
          onChange={(what) => set({ what })}
        />
      </td>
      <td className="num item-amount">
        <AmountInput
          id={id('amount')}
          aria-label={label('金额（元）')}
          value={item.amount}
          placeholder="—"
          onChange={(amount) => set({ amount })}
        />
      </td>
      <td className="item-date">
        <MaskedDateInput
          id={id('dueOn')}
          aria-label={label('最晚哪一天')}
          withCalendar={false}
          value={item.dueOn}
          placeholder="年-月-日"
          onChange={(dueOn) => set({ dueOn })}
        />
      </td>
      <td>
        <GrowText
          oneLine
          id={id('method')}
          label={label('方式')}
          value={item.method}
          invalid={invalid('method')}
          onChange={(method) => set({ method })}
        />
      </td>
    </>
  );
}
