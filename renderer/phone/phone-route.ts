/** Pages of the phone, as their address says it after the hash. */
export type PhoneRoute =
  | { readonly page: 'list' | 'unsent' }
  | { readonly page: 'case' | 'sign'; readonly caseId: string }
  /** What is done: a type of action, or `photos`. */
  | { readonly page: 'form'; readonly caseId: string; readonly what: string };

export type CasePlace = Exclude<PhoneRoute, { readonly page: 'list' | 'unsent' }>;

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An address that leads nowhere is that of the list. */
export function routeOf(path: string): PhoneRoute {
  const [first, caseId = '', step, what] = path.split('/').filter(Boolean);
  if (first === 'unsent') return { page: 'unsent' };
  if (first !== 'cases' || !uuid.test(caseId)) return { page: 'list' };
  if (step === 'sign') return { page: 'sign', caseId };
  if (step === 'do' && what !== undefined) return { page: 'form', caseId, what };
  return { page: 'case', caseId };
}
