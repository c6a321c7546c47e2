import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { findDocumentKind } from '../../../domain/parties/document-kinds.ts';
import { checkIdNumber } from '../../../domain/parties/id-number.ts';
import { checkPhone } from '../../../domain/parties/phone.ts';
import { queries } from '../../api/client.ts';
import { isBlank } from './draft-content.ts';
import { type FormValues, type PartyValues, UNIT_DOCUMENT } from './form-values.ts';
import { findHints, type Hint } from './hints.ts';

const MOST_PEOPLE = 20;

interface PersonQuery {
  readonly name: string;
  readonly documentNumber?: string;
  readonly phone?: string;
}

/** Only what is whole is asked for: half a number finds nobody. */
function personQuery(party: PartyValues): PersonQuery {
  const phone = party.phone.trim() === '' ? null : checkPhone(party.phone);
  const number = wholeNumber(party);
  return {
    name: party.name.trim().slice(0, 80),
    ...(number === null ? {} : { documentNumber: number }),
    ...(phone?.ok ? { phone: phone.normalized } : {}),
  };
}

function wholeNumber(party: PartyValues): string | null {
  if (party.document === UNIT_DOCUMENT) return party.creditCode.trim().length === 18 ? party.creditCode.trim() : null;
  const number = party.documentNumber?.trim() ?? '';
  if (number === '' || number.length > 50) return null;
  if (!findDocumentKind(party.document)?.residentId) return number.length < 5 ? null : number;
  return checkIdNumber(number, null).ok ? number : null;
}

/**
 * An answer is shown until the next one comes, and forgotten then: what was found before a case was saved is no longer
 * true, and a hint that goes and comes back would take the focus with it.
 */
const fresh = { placeholderData: keepPreviousData, gcTime: 0 } as const;

/** The hints for what is written so far, apart from those that were put away. */
export function useHints(values: FormValues, draftId: string, today: string) {
  const [putAway, setPutAway] = useState<ReadonlySet<string>>(new Set());

  const people = values.parties.slice(0, MOST_PEOPLE).map(personQuery);
  const asksPeople = people.some((person) => person.documentNumber || (person.name && person.phone));
  const samePerson = useQuery({
    ...queries.cases.samePerson.queryOptions({ input: { people } }),
    enabled: asksPeople,
    ...fresh,
  });

  const { code } = values.place;
  const similar = useQuery({
    ...queries.cases.similarOpen.queryOptions({
      input: { placeCode: code ?? '', ...(values.gbtCategory ? { gbtCategory: values.gbtCategory } : {}) },
    }),
    enabled: code !== null,
    ...fresh,
  });

  const drafts = useQuery(queries.drafts.list.queryOptions({ input: { kind: 'registration' } }));
  const unfinished = isBlank(values) ? drafts.data?.find((draft) => draft.draftId !== draftId) : undefined;

  const hints = findHints(
    values,
    {
      samePerson: asksPeople ? (samePerson.data ?? []) : [],
      similar: code === null ? [] : (similar.data ?? []),
      draft: unfinished ?? null,
    },
    today,
  ).filter((hint) => !putAway.has(hint.id));

  const dismiss = (hint: Hint): void => setPutAway((before) => new Set(before).add(hint.id));
  return { hints, dismiss };
}
