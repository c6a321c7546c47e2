import { CheckOutlined } from '@ant-design/icons';
import type { FormValues } from './form-values.ts';

export const sections = [
  { id: 'parties', name: '当事人' },
  { id: 'place', name: '地点与经过' },
  { id: 'demands', name: '诉求与规模' },
] as const;
export type SectionId = (typeof sections)[number]['id'];

/** What a section needs for the case to be registered is there. */
export function isSectionDone(values: FormValues, section: SectionId): boolean {
  switch (section) {
    case 'parties':
      return values.parties.some((party) => party.role === 'applicant' && party.name.trim() !== '');
    case 'place':
      return (
        values.place.code !== null &&
        values.occurredOn !== null &&
        values.facts.trim() !== '' &&
        values.mojType !== null &&
        values.gbtCategory !== null
      );
    case 'demands':
      return values.demands.length > 0;
  }
}

interface StepListProps {
  readonly values: FormValues;
  readonly current: SectionId;
  readonly onGo: (section: SectionId) => void;
}

/** How far the registration is; the sections stand on one page all the same. */
export function StepList({ values, current, onGo }: StepListProps) {
  return (
    <ol className="steps" aria-label="登记进度">
      {sections.map(({ id, name }) => {
        const done = isSectionDone(values, id);
        return (
          <li key={id} aria-current={id === current ? 'step' : undefined} className={done ? 'step-done' : ''}>
            <button type="button" tabIndex={-1} onClick={() => onGo(id)}>
              {done && id !== current ? <CheckOutlined aria-label="已填" /> : null}
              {name}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
