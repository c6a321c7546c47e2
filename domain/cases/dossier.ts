import type { FormKind } from '../documents/form.ts';
import { currentPaper } from './outdated-papers.ts';
import type { CaseState } from './state.ts';

/** Forms that the dossier must hold before it is archived (domain.md's 卷内目录, the part that this desk prints). */
export function missingDocuments(state: CaseState): readonly string[] {
  const { agreement, sessions, closeReason } = state;
  const has = (form: FormKind, subject: number) => currentPaper(state, form, subject) !== null;
  const missing: string[] = [];
  if (closeReason !== 'refused' && !has('acceptance-register', 0)) missing.push('受理登记表');
  for (const index of sessions.keys()) {
    if (!has('mediation-record', index)) missing.push(sessions.length > 1 ? `第 ${index + 1} 次调解记录` : '调解记录');
  }
  // An agreement that was never signed by all is no agreement: its number is not spent on the archive.
  if (agreement === null || agreement.effectiveOn === null) return missing;
  if (agreement.form === 'written' && !has('agreement', agreement.version)) missing.push('调解协议书');
  if (agreement.form === 'oral' && !has('oral-agreement-register', agreement.version)) missing.push('口头协议登记表');
  return missing;
}

/** Why a form cannot be made of the case as it is, or null. */
export function documentProblem(state: CaseState, form: FormKind, subject: number): string | null {
  switch (form) {
    case 'slip':
      return null;
    case 'acceptance-register':
      return state.instants.acceptedAt === undefined ? '案件还没有受理' : null;
    case 'mediation-record':
      return state.sessions[subject] ? null : '还没有这次调解的记录';
    case 'agreement':
      if (state.agreement?.form !== 'written') return '还没有达成书面协议';
      if (state.agreement.effectiveOn === null && state.status !== 'agreed') return '这份协议没有签成，不再出具';
      return subject === state.agreement.version ? null : '协议已经改过，请用新版';
    case 'oral-agreement-register':
      if (state.agreement?.form !== 'oral') return '还没有达成口头协议';
      return subject === state.agreement.version ? null : '协议已经改过，请用新版';
  }
}
