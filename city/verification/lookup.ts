import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import type { CheckInput, CheckOutput } from '../../contract/verification.ts';
import { formDefinitions } from '../../domain/documents/form.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { parseVerificationCode } from '../../domain/verification/code.ts';
import type { VerifiablePaper } from '../../domain/verification/papers.ts';
import { issueStatement, parseStationToken } from '../../domain/verification/station-token.ts';
import { algorithmOfKey } from '../../services/suites/signature.ts';
import type { Database } from '../db/database.ts';
import { paperByCode } from '../db/verification.ts';

/** An answer takes at least this long, in ms, whatever it is: how long it took tells nobody what was found. */
export const ANSWER_MS = 200;

const nothing: CheckOutput = {
  state: 'unknown',
  code: null,
  form: null,
  number: null,
  committee: null,
  issuedOn: null,
  effectiveOn: null,
  file: null,
};

function knownAnswer(paper: VerifiablePaper, sha256: string | undefined): CheckOutput {
  const { code, form, number, committee, standing, issuedAt, effectiveOn, files } = paper;
  const match = files.find((file) => file.sha256 === sha256)?.kind ?? 'other';
  return {
    state: standing,
    code,
    form: formDefinitions[form].title,
    number,
    committee,
    issuedOn: plainDateAt(issuedAt),
    effectiveOn,
    file: sha256 === undefined ? null : match,
  };
}

interface IssuingStation {
  readonly stationId: string;
  readonly name: string;
  readonly publicKey: string;
  readonly settings: string | null;
}

// A revoked station's key may be in other hands: what it signs is worth nothing, until the paper is reported.
const stationsSql = `SELECT s.station_id AS "stationId", s.name, s.public_key AS "publicKey", c.settings
  FROM stations s LEFT JOIN center_settings c ON c.feed = s.feed AND c.center_id = s.center_id::text
  WHERE s.revoked_at IS NULL AND right(replace(s.station_id, '-', ''), 16) = $1`;

/** Of settings, whatever version of the program wrote them. */
const withCommittee = z.object({ committee: z.object({ name: z.string() }) });
const nameOfCommittee = (settings: string): string => withCommittee.parse(JSON.parse(settings)).committee.name;

/** What a station's signature vouches for where the city has not heard of the code itself. */
async function unreportedAnswer(
  { query }: Pick<Database, 'query'>,
  code: string,
  token: string | undefined,
): Promise<CheckOutput> {
  const given = token === undefined ? null : parseStationToken(token);
  if (given === null) return { ...nothing, code };
  const { stationTail, issuedOn, signature } = given;
  const stations = await query<IssuingStation>(stationsSql, [stationTail]);
  // The paper has no room for the algorithm's id: the key that the city keeps has it.
  const signer = stations.find(({ stationId, publicKey }) =>
    algorithmOfKey(publicKey)?.verify(publicKey, issueStatement({ code, stationId, issuedOn }), signature),
  );
  if (!signer) return { ...nothing, code };
  const committee = signer.settings === null ? signer.name : nameOfCommittee(signer.settings);
  return { ...nothing, state: 'not_reported', code, committee, issuedOn };
}

async function look(
  database: Pick<Database, 'query'>,
  { code: typed, token, sha256 }: CheckInput,
): Promise<CheckOutput> {
  const code = parseVerificationCode(typed);
  if (code === null) return nothing;
  const paper = await paperByCode(database, code);
  return paper ? knownAnswer(paper, sha256) : unreportedAnswer(database, code, token);
}

/** Whether a paper is authentic, as anybody may ask; how often is for the caller to limit. */
export async function checkPaper(database: Pick<Database, 'query'>, input: CheckInput): Promise<CheckOutput> {
  const [answer] = await Promise.all([look(database, input), setTimeout(ANSWER_MS)]);
  return answer;
}
