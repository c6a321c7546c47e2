import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { StaffMember } from '../../contract/directory.ts';
import { type MojTypeCode, mojTypes } from '../../domain/codes/moj-types.ts';
import { api, queries } from '../api/client.ts';
import { toApiError } from '../api/errors.ts';
import { CodesSelect } from '../forms/CodesSelect.tsx';
import { Field } from '../forms/Field.tsx';
import { PlaceInput } from '../forms/PlaceInput.tsx';
import { usePlaceSearch } from '../forms/use-place-search.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';
import { StaffFormDialog } from './StaffDialog.tsx';

interface MediationDialogProps {
  readonly member: StaffMember;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

interface Values {
  readonly specialities: MojTypeCode[];
  readonly servedPlace: string | null;
}

const kinds = mojTypes.map(({ code, shortName }) => ({ code, name: shortName }));

/** What cases a mediator is suggested for when one is assigned. */
export function MediationDialog(props: MediationDialogProps) {
  const { servedPlace } = props.member;
  const place = useQuery({
    ...queries.directory.place.queryOptions({ input: { code: servedPlace ?? '' } }),
    enabled: servedPlace !== null,
  });
  if (place.error) return <ErrorNote error={toApiError(place.error)} onRetry={() => void place.refetch()} />;
  if (servedPlace !== null && place.data === undefined) return null;
  return <MediationForm {...props} path={place.data?.path ?? null} />;
}

function MediationForm({
  member,
  path,
  onClose,
  onDone,
}: MediationDialogProps & { readonly path: readonly string[] | null }) {
  const [actionId] = useState(() => crypto.randomUUID());
  const { search, pathOf } = usePlaceSearch();
  return (
    <StaffFormDialog<Values>
      title={`${member.name}擅长什么`}
      label="改擅长"
      initialValues={{ specialities: [...member.specialities], servedPlace: member.servedPlace }}
      onClose={onClose}
      onDone={onDone}
      send={({ specialities, servedPlace }) =>
        api.directory.setStaffMediation({ actionId, staffId: member.staffId, specialities, servedPlace })
      }
    >
      <Field name="specialities" label="擅长" optional hint="打首字母选一类，Enter 选中，可以选几类；Backspace 去掉">
        <CodesSelect choices={kinds} placeholder="如 ll 是邻里，wy 是物业" />
      </Field>
      <Field name="servedPlace" label="服务地方" optional hint="社区、街道或者区县；交办时先推荐同一个地方的">
        <PlaceInput
          search={search}
          pathOf={(code) => pathOf(code) ?? (code === member.servedPlace ? path : null)}
          placeholder="首字母或汉字，如 xdl h"
        />
      </Field>
      <p className="small muted">只用来推荐调解员，不改变能看什么、能办什么。</p>
    </StaffFormDialog>
  );
}
