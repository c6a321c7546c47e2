import { ServiceError } from '../../contract/errors.ts';
import type { CaseActionPayloads } from '../../domain/cases/actions.ts';
import type { Directory, Place } from '../../domain/directory/divisions.ts';
import { registrationOf, type Submission } from '../../domain/intake/submission.ts';
import { type Epoch, mayHaveForgotten } from '../../domain/sync/epochs.ts';
import { plainDateAt } from '../../domain/text/chinese-date.ts';
import { freshQueryCode } from '../../services/cases/register.ts';
import type { Environment } from '../../services/environment.ts';
import type { Database, Transaction } from '../db/database.ts';
import { currentEpoch } from '../sync/epoch.ts';
import { takePositions } from '../sync/push-log.ts';
import { appendSteps, centerOf, offerStep } from './offer.ts';
import { beginProof, dropProof, spendProof, tryProof, vouchPhone } from './proofs.ts';
import type { SmsSender } from './sms.ts';

export interface IntakeParts {
  readonly database: Database;
  readonly divisions: Directory;
  readonly environment: Environment;
  readonly sms: SmsSender;
}

/** What the citizen keeps: with the code and the phone's last digits anybody of the family can look the case up. */
export interface Receipt {
  readonly caseId: string;
  readonly queryCode: string;
  readonly receivedAt: number;
  /** Center that it was sent to; null where the district has none yet. */
  readonly center: string | null;
}

export interface ProvenSubmission {
  readonly submission: Submission;
  readonly proofId: string;
  readonly code: string;
}

export interface VouchedSubmission {
  readonly submission: Submission;
  /** Of whoever sends it; the same again is the same submission. */
  readonly proofId: string;
  /** Who proved the phone, as residents and the center call it. */
  readonly by: string;
}

/** Takes in what citizens submit (一码解纠纷): each becomes a case of the city, which is offered to the place's center. */
export interface Intake {
  /**
   * Sends a code to the phone.
   * @param proofId of what was worked out for it: with the same one no second message goes out
   * @throws ServiceError TOO_MANY_QUESTIONS; NOT_POSSIBLE_NOW where no message went out
   */
  prove(submission: Pick<Submission, 'placeCode' | 'phone'>, proofId?: string): Promise<{ readonly proofId: string }>;
  /**
   * Begins the case; once more with the same proof answers the same.
   * @throws ServiceError INVALID_INPUT with the field `code` for one that is wrong or used up.
   */
  submit(proven: ProvenSubmission): Promise<Receipt>;
  /**
   * As {@link submit}, of a phone that a system of the city vouches for; the history of the case says so.
   * @throws ServiceError TOO_MANY_QUESTIONS
   */
  submitVouched(vouched: VouchedSubmission): Promise<Receipt>;
}

/** The district whose center looks after a place: by government, else where the bureau counts it. */
export function feedOf({ managingArea, statisticalArea }: Pick<Place, 'managingArea' | 'statisticalArea'>): string {
  return /^\d{6}$/.test(managingArea.code) ? managingArea.code : (statisticalArea?.code ?? managingArea.code);
}

export function createIntake({ database, divisions, environment, sms }: IntakeParts): Intake {
  const placeOf = (code: string): Place => {
    const place = divisions.find(code);
    if (!place) throw new ServiceError('INVALID_INPUT', { fields: { placeCode: '没有这个地方，请重新选择' } });
    return place;
  };

  async function begin(
    tx: Transaction,
    feed: string,
    place: Place,
    submission: Submission,
    vouchedBy: string | null,
  ): Promise<{ caseId: string }> {
    const identity = await currentEpoch(tx);
    await takePositions(tx, feed, 0);
    const now = environment.now();
    const today = plainDateAt(now);
    const caseId = environment.newId();
    const registered: CaseActionPayloads['case.registered'] = {
      registration: registrationOf(submission, { today, newId: environment.newId }),
      caseNumber: await nextNumber(tx, feed, place, identity, Number(today.slice(0, 4))),
      queryCode: await freshQueryCode((code) => isTaken(tx, code), environment),
      receivedOn: today,
    };
    const center = await centerOf(tx, feed, place.code);
    await appendSteps(tx, { divisions, environment }, { feed, caseId, revision: 0 }, [
      { type: 'case.registered', payload: registered },
      ...(vouchedBy === null ? [] : [vouchedNote(vouchedBy)]),
      ...(center ? [offerStep(identity, feed, center, today)] : []),
    ]);
    return { caseId };
  }

  return {
    async prove({ placeCode, phone }, proofId = environment.newId()) {
      const feed = feedOf(placeOf(placeCode));
      const code = await beginProof(database, { feed, id: proofId, phone, now: environment.now() });
      try {
        await sms.send(phone, `【一码解纠纷】验证码 ${code}，10 分钟内有效。工作人员不会向您要验证码。`);
      } catch (error) {
        await dropProof(database, feed, proofId);
        throw new ServiceError(
          'NOT_POSSIBLE_NOW',
          { detail: '短信没有发出去，请过一会儿再按一次。' },
          { cause: error },
        );
      }
      return { proofId };
    },

    async submit({ submission, proofId, code }) {
      const place = placeOf(submission.placeCode);
      const feed = feedOf(place);
      const answered = await database.transaction(async (tx) => {
        const tried = { feed, id: proofId, phone: submission.phone, code, now: environment.now() };
        const proof = await tryProof(tx, tried);
        if (typeof proof === 'string') return proof;
        if (proof.caseId !== null) return receiptOf(tx, feed, proof.caseId);
        const { caseId } = await begin(tx, feed, place, submission, null);
        await spendProof(tx, feed, proofId, caseId);
        return receiptOf(tx, feed, caseId);
      });
      if (answered === 'wrong') throw wrongCode('数字不对，请看短信里最新的一条');
      if (answered === 'spent') throw wrongCode('这条短信已经不能用了，请重新发一条');
      return answered;
    },

    async submitVouched({ submission, proofId, by }) {
      const place = placeOf(submission.placeCode);
      const feed = feedOf(place);
      return database.transaction(async (tx) => {
        const vouched = { feed, id: proofId, phone: submission.phone, now: environment.now() };
        const proof = await vouchPhone(tx, vouched);
        if (proof.caseId !== null) return receiptOf(tx, feed, proof.caseId);
        const { caseId } = await begin(tx, feed, place, submission, by);
        await spendProof(tx, feed, proofId, caseId);
        return receiptOf(tx, feed, caseId);
      });
    },
  };
}

const vouchedNote = (by: string) =>
  ({ type: 'case.noted', payload: { note: `由${by}转来，手机号由它核实，没有另发短信。` } }) as const;

const wrongCode = (message: string): ServiceError => new ServiceError('INVALID_INPUT', { fields: { code: message } });

async function isTaken({ query }: Transaction, code: string): Promise<boolean> {
  return (await query('SELECT 1 FROM cases WHERE query_code = $1 LIMIT 1', [code])).length > 0;
}

/**
 * 金水区一码〔2026〕12: no series of a center looks like it. A city that was restored may have forgotten numbers that it
 * gave, and counts anew behind a mark of its life: 金水区一码〔2026〕1HKM2P-1. No number is given twice (SYNC-15).
 */
async function nextNumber(
  { query }: Transaction,
  feed: string,
  place: Place,
  life: Epoch,
  year: number,
): Promise<string> {
  const epoch = mayHaveForgotten(life, year) ? life.epoch : 0;
  const [row] = await query<{ last: number }>(
    `INSERT INTO intake_numbers (feed, year, epoch, last) VALUES ($1, $2, $3, 1)
     ON CONFLICT (feed, year, epoch) DO UPDATE SET last = intake_numbers.last + 1 RETURNING last`,
    [feed, year, epoch],
  );
  if (!row) throw new Error('no number was given');
  const mark = epoch === 0 ? '' : `${epoch.toString(36).toUpperCase()}-`;
  return `${place.managingArea.shortName}一码〔${year}〕${mark}${row.last}`;
}

async function receiptOf({ query }: Transaction, feed: string, caseId: string): Promise<Receipt> {
  const [row] = await query<Receipt>(
    `SELECT c.id::text AS "caseId", c.query_code AS "queryCode", c.registered_at AS "receivedAt", s.name AS center FROM cases c
     LEFT JOIN stations s ON s.feed = c.feed AND s.station_id = c.offered_to WHERE c.feed = $1 AND c.id = $2`,
    [feed, caseId],
  );
  if (!row) throw new Error(`the case ${caseId} is not there`);
  return row;
}
