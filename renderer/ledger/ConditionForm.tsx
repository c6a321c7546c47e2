import type { LedgerFilter } from '../../contract/ledger.ts';
import type { CodeChoice } from '../forms/code-search.ts';
import { ChoiceList } from './ChoiceList.tsx';
import {
  type ChipId,
  confirmationDueChoices,
  dueChoices,
  flagChoices,
  riskChoices,
  standingChoices,
  statusChoices,
  typeChoices,
} from './filter-chips.ts';
import { AmountsForm, DaysForm } from './SpanForms.tsx';
import { type FilterLists, findStreets } from './use-filter-names.ts';

interface ConditionFormProps {
  readonly id: ChipId;
  readonly filter: LedgerFilter;
  readonly lists: FilterLists;
  /** Today in China. */
  readonly today: string;
  readonly onChange: (change: Partial<LedgerFilter>) => void;
  /** The condition is whole: the popup may close. */
  readonly onDone: () => void;
}

function toggled<Code extends string>(codes: readonly Code[] | undefined, code: Code): Code[] {
  const chosen = codes ?? [];
  return chosen.includes(code) ? chosen.filter((each) => each !== code) : [...chosen, code];
}

/** The entry of a list that a choice stands for; the list knows its own codes. */
function codeIn<Choice extends CodeChoice>(choices: readonly Choice[], choice: CodeChoice): Choice['code'] | undefined {
  return choices.find(({ code }) => code === choice.code)?.code;
}

/** What stands in the popup of a chip. */
export function ConditionForm({ id, filter, lists, today, onChange, onDone }: ConditionFormProps) {
  const apply = (change: Partial<LedgerFilter>): void => {
    onChange(change);
    onDone();
  };
  switch (id) {
    case 'statuses':
      return (
        <ChoiceList
          label="状态"
          several
          choices={statusChoices}
          chosen={filter.statuses ?? []}
          onToggle={(choice) => {
            const code = codeIn(statusChoices, choice);
            if (code) onChange({ statuses: toggled(filter.statuses, code) });
          }}
        />
      );
    case 'streetCodes':
      return (
        <ChoiceList
          label="街道"
          several
          choices={lists.streets}
          find={findStreets}
          chosen={filter.streetCodes ?? []}
          onToggle={({ code }) => onChange({ streetCodes: toggled(filter.streetCodes, code) })}
        />
      );
    case 'mojTypes':
      return (
        <ChoiceList
          label="类型"
          several
          choices={typeChoices}
          chosen={filter.mojTypes ?? []}
          onToggle={({ code }) => onChange({ mojTypes: toggled(filter.mojTypes, code) })}
        />
      );
    case 'mediatorId':
      return (
        <ChoiceList
          label="经办人"
          several={false}
          choices={lists.mediators}
          chosen={filter.mediatorId === undefined ? [] : [filter.mediatorId]}
          onToggle={({ code }) => apply({ mediatorId: code === filter.mediatorId ? undefined : code })}
        />
      );
    case 'registered':
      return <DaysForm filter={filter} today={today} onApply={apply} />;
    case 'amount':
      return <AmountsForm filter={filter} onApply={apply} />;
    case 'flags':
      return (
        <ChoiceList
          label="督办"
          several
          choices={flagChoices}
          chosen={filter.flags ?? []}
          onToggle={(choice) => {
            const code = codeIn(flagChoices, choice);
            if (code) onChange({ flags: toggled(filter.flags, code) });
          }}
        />
      );
    case 'due':
      return (
        <ChoiceList
          label="期限"
          several={false}
          choices={dueChoices}
          chosen={filter.due === undefined ? [] : [filter.due]}
          onToggle={(choice) => {
            const code = codeIn(dueChoices, choice);
            apply({ due: code === filter.due ? undefined : code });
          }}
        />
      );
    case 'riskLevels':
      return (
        <ChoiceList
          label="风险"
          several
          choices={riskChoices}
          chosen={filter.riskLevels ?? []}
          onToggle={({ code }) => onChange({ riskLevels: toggled(filter.riskLevels, code) })}
        />
      );
    case 'confirmation':
      return (
        <ChoiceList
          label="司法确认"
          several
          choices={standingChoices}
          chosen={filter.confirmationStandings ?? []}
          onToggle={(choice) => {
            const code = codeIn(standingChoices, choice);
            if (code) onChange({ confirmationStandings: toggled(filter.confirmationStandings, code) });
          }}
        />
      );
    case 'confirmationDue':
      return (
        <ChoiceList
          label="确认期限"
          several={false}
          choices={confirmationDueChoices}
          chosen={filter.confirmationDue === undefined ? [] : [filter.confirmationDue]}
          onToggle={(choice) => {
            const code = codeIn(confirmationDueChoices, choice);
            apply({ confirmationDue: code === filter.confirmationDue ? undefined : code });
          }}
        />
      );
  }
}
