import { Button } from 'antd';
import { useState } from 'react';
import { v7 as newId } from 'uuid';
import type { CaseView } from '../../contract/cases.ts';
import { screenSigningProblem } from '../../domain/signing/executed.ts';
import { api } from '../api/client.ts';
import { type ApiError, toApiError } from '../api/errors.ts';
import { useTakeView } from '../cases/case-page/use-case-view.ts';
import { ErrorNote } from '../status/ErrorNote.tsx';

/** Takes what the parties drew on their phones as marks of this text, where it is the very one that they signed. */
export function PhoneSignatures({ view }: { readonly view: CaseView }) {
  const { state } = view;
  const take = useTakeView(state.id);
  const [failure, setFailure] = useState<ApiError | null>(null);
  const [isTaking, setTaking] = useState(false);
  const room = state.rooms.findLast(({ ended }) => ended !== null);
  const marks = state.agreement?.marks ?? [];
  const waiting = (room?.seats ?? []).filter(
    ({ id, personId, kind }) =>
      room?.ended?.signed.includes(id) &&
      !marks.some((mark) => mark.signerId === personId && mark.kind === (kind === 'mediator' ? 'mediator' : 'party')),
  );
  if (!room || waiting.length === 0 || state.status !== 'agreed' || screenSigningProblem(state) !== null) return null;

  const takeAll = async (): Promise<void> => {
    setFailure(null);
    setTaking(true);
    try {
      let { revision } = state;
      for (const { id: seatId } of waiting) {
        const input = { actionId: newId(), caseId: state.id, roomId: room.id, baseRevision: revision, seatId };
        const after = await api.rooms.takeSignature(input);
        ({ revision } = after.state);
        take(after);
      }
    } catch (error) {
      setFailure(toApiError(error));
    } finally {
      setTaking(false);
    }
  };

  return (
    <div className="phone-signatures">
      <p className="small">{waiting.map(({ name }) => name).join('、')}在线调解时已在手机上签名。</p>
      <Button loading={isTaking} onClick={() => void takeAll()}>
        用手机上的签名
      </Button>
      {failure ? <ErrorNote error={failure} onRetry={() => void takeAll()} /> : null}
    </div>
  );
}
