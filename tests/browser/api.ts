import { createHash } from 'node:crypto';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import { SimpleCsrfProtectionLinkPlugin } from '@orpc/client/plugins';
import type { ContractRouterClient } from '@orpc/contract';
import type { CaseHint, CaseView } from '../../contract/cases.ts';
import type { Contract } from '../../contract/index.ts';
import type { FormKind } from '../../domain/documents/form.ts';
import { readPdfText } from '../support/pdf-text.ts';

export type Api = ContractRouterClient<Contract>;

/** The center's API as a browser calls it, with a session cookie of its own. */
export function connectApi(origin: string): Api {
  const jar = new Map<string, string>();
  const link = new RPCLink({
    url: `${origin}/rpc`,
    plugins: [new SimpleCsrfProtectionLinkPlugin()],
    async fetch(request, init) {
      if (jar.size > 0) request.headers.set('cookie', [...jar].map(([name, value]) => `${name}=${value}`).join('; '));
      const answer = await fetch(request, init);
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
        if (value === '') jar.delete(name);
        else jar.set(name, value);
      }
      return answer;
    },
  });
  return createORPCClient(link);
}

/** The same, signed in. Without a password: that of the sample accounts. */
export async function signedInApi(origin: string, account: string, password = 'fengqiao2026'): Promise<Api> {
  const api = connectApi(origin);
  await api.sessions.signIn({ account, password, desk: '测试' });
  return api;
}

/** Changes the password that somebody else chose for an account, as its holder must at the first signing in. */
export async function takeOwnPassword(origin: string, account: string, first: string, own: string): Promise<Api> {
  const api = await signedInApi(origin, account, first);
  await api.sessions.changeOwnPassword({ oldPassword: first, newPassword: own });
  return api;
}

/** The one case that the words find. */
export async function findCase(api: Api, query: string, matches: (hint: CaseHint) => boolean): Promise<CaseView> {
  const hints = (await api.cases.search({ query, limit: 50 })).filter(matches);
  const [hint] = hints;
  if (!hint || hints.length > 1) throw new Error(`${hints.length} cases for ${query}`);
  return api.cases.get({ caseId: hint.caseId });
}

/** An issued paper as it is kept. */
export interface ReadPaper {
  readonly title: string;
  readonly number: string | null;
  readonly bytes: Uint8Array;
  /** Hex SHA-256 of the bytes; the case's log says the same, or this is an Error. */
  readonly sha256: string;
  /** All pages, without white space. */
  readonly text: string;
  readonly copiesPrinted: number;
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The newest paper of a form, fetched through the API. */
export async function readPaper(api: Api, caseId: string, form: FormKind): Promise<ReadPaper> {
  const { state } = await api.cases.get({ caseId });
  const issued = state.documents.filter((document) => document.form === form).at(-1);
  if (!issued) throw new Error(`no ${form} was issued in ${state.caseNumber}`);
  const file = await api.documents.file({ caseId, documentId: issued.id });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const sha256 = sha256Of(bytes);
  if (sha256 !== issued.fileHash) throw new Error(`the kept ${form} is not the file that the log names`);
  const text = (await readPdfText(bytes)).join('');
  const { title, number, copiesPrinted } = issued;
  return { title, number, bytes, sha256, text, copiesPrinted };
}
