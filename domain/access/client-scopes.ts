/**
 * What a system of the city may do in the name of a resident, as an operator registers it (docs/inbound-api.md). Each
 * call of a client needs one (domain/access/city-rights.ts).
 */
export const clientScopes = [
  { id: 'submit', name: '提交' },
  { id: 'progress', name: '查进度' },
  { id: 'tell', name: '补充情况' },
  { id: 'withdraw', name: '要求撤回' },
  { id: 'photos', name: '加照片' },
  { id: 'rate', name: '评价' },
  /** Apart from how far a case is: here stand the resident's own words. */
  { id: 'answers', name: '看答复' },
  /** Its word counts that a phone is the submitter's; without it a short message proves it. */
  { id: 'phone:vouched', name: '手机号由它核实' },
] as const;

export type ClientScope = (typeof clientScopes)[number]['id'];

export const clientScopeIds = clientScopes.map(({ id }) => id);

/** How the operator and the table of rights call it. */
export function scopeName(scope: ClientScope): string {
  return clientScopes.find(({ id }) => id === scope)?.name ?? scope;
}
