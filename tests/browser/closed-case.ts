import { v7 as newId } from 'uuid';
import { testAgreement } from '../../domain/cases/testing-facts.ts';
import type { FormKind } from '../../domain/documents/form.ts';
import type { FileKind } from '../../domain/files/file.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { photoOf } from '../../services/files/testing.ts';
import { pdfOf } from '../support/dossiers.ts';
import type { Api } from './api.ts';
import { act, bringTo, registeredCase } from './case-to.ts';

async function issue(api: Api, caseId: string, form: FormKind): Promise<void> {
  const { state } = await api.cases.get({ caseId });
  await api.documents.issue({ actionId: newId(), caseId, form, subject: 0, baseRevision: state.revision });
}

async function attach(api: Api, caseId: string, kind: FileKind, name: string, bytes: Uint8Array): Promise<void> {
  const { state } = await api.cases.get({ caseId });
  const file = new File([new Uint8Array(bytes)], name);
  await api.files.attach({ actionId: newId(), caseId, baseRevision: state.revision, kind, name, file });
}

/** A closed case whose dossier has two papers, a photo and scans, and still lacks some that can be issued at once. */
export async function closedCase(api: Api, photo: Uint8Array = photoOf('closed case')): Promise<string> {
  const caseId = await registeredCase(api);
  await bringTo(api, caseId, 'session');
  const today = plainDateAt(Date.now());
  const text = testAgreement({ reachedOn: today, performance: [] });
  await act(api, caseId, 'agreement.reached_oral', { text });
  await issue(api, caseId, 'acceptance-register');
  await issue(api, caseId, 'mediation-record');
  await attach(api, caseId, 'scene', '四楼楼道照片.jpg', photo);
  await attach(api, caseId, 'evidence', '物业清扫记录.pdf', await pdfOf('property records', { pages: 3 }));
  const password = { user: 'secret', owner: 'owner' };
  await attach(api, caseId, 'evidence', '监控截图（物业提供）.pdf', await pdfOf('locked', { password }));
  await act(api, caseId, 'follow_up.recorded', {
    visitedOn: today,
    method: 'phone',
    result: '楼道已经清理，双方没有再争吵。',
    satisfaction: 'satisfied',
    performed: true,
  });
  await act(api, caseId, 'case.closed', { reason: 'performed' });
  return caseId;
}
