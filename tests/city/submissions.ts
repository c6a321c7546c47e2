import { createIntake } from '../../city/intake/intake.ts';
import type { City } from '../../city/start.ts';
import { submissionSchema } from '../../domain/intake/submission.ts';
import { systemEnvironment } from '../../services/environment.ts';
import { testDivisions } from './test-city.ts';

export const village = testDivisions.villages.find(
  ({ shortName, managingArea }) => shortName === '鸿苑社区' && managingArea.code === '410105',
)!;
let phones = 0;

export interface Submitted {
  readonly caseId: string;
  readonly queryCode: string;
  /** The last digits of the phone. */
  readonly digits: string;
}

/** For tests only: somebody in 鸿苑社区 submits, each with a phone of their own. */
export async function submitTo({ database }: Pick<City, 'database'>): Promise<Submitted> {
  phones += 1;
  const phone = `138000${String(phones).padStart(5, '0')}`;
  const texts: string[] = [];
  const sms = { notice: null, send: async (_: string, text: string) => void texts.push(text) };
  const intake = createIntake({ database, divisions: testDivisions, environment: systemEnvironment, sms });
  const submission = submissionSchema.parse({
    ...{
      placeCode: village.code,
      facts: '楼上总漏水，说了几次没人管。',
      wish: 'on_site',
      name: '张某',
      phone,
      consent: 'yes',
    },
  });
  const { proofId } = await intake.prove(submission);
  const code = /\d{6}/.exec(texts[0] ?? '')?.[0] ?? '';
  const { queryCode } = await intake.submit({ submission, proofId, code });
  const sql = 'SELECT id::text AS id FROM cases WHERE query_code = $1';
  const [row] = await database.query<{ id: string }>(sql, [queryCode]);
  return { caseId: row?.id ?? '', queryCode, digits: phone.slice(-4) };
}
