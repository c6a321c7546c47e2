import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { type Api, signedInApi } from './api.ts';
import { type RunningCenter, startCenter } from './center.ts';
import { type Desk, goTo, signIn } from './desk.ts';
import { seatsAt, there } from './seats.ts';

export interface SampleCenter {
  readonly center: RunningCenter;
  /** 程敏, who holds desk, mediator and manager in one. */
  readonly api: Api;
  /** The desk of `staying`, the same for all tests of the file. */
  readonly desk: Desk;
  readonly page: Page;
  /** One more desk, where nobody has signed in; it closes after the test. */
  sit(path?: string): Promise<Desk>;
  /** One more desk of this account. */
  sitAs(account: string): Promise<Desk>;
  /** Goes to the page of the case, at the desk that stays unless another is named. */
  openCase(caseId: string, at?: Page): Promise<void>;
}

/** A real center with the sample. `staying` is the account that sits at one desk all tests long. */
export function sampleCenter({ staying }: { readonly staying?: string } = {}): SampleCenter {
  let center: RunningCenter | undefined;
  let api: Api | undefined;
  let desk: Desk | undefined;
  beforeAll(async () => {
    center = await startCenter({ sample: true });
    api = await signedInApi(center.origin, 'chengmin');
  });
  afterAll(async () => {
    await center?.stop();
  });
  const { sit, keep, leave } = seatsAt(() => there(center).origin);
  const sitAs = async (account: string): Promise<Desk> => {
    const opened = await sit();
    await signIn(opened.page, account);
    return opened;
  };
  beforeEach(async () => {
    if (desk || staying === undefined) return;
    desk = await sitAs(staying);
    keep(desk);
  });
  afterEach(leave);
  return {
    sit,
    sitAs,
    async openCase(caseId, at = there(desk).page) {
      await goTo(at, `/cases/${caseId}`);
      const { state } = await there(api).cases.get({ caseId });
      await at.locator('.case-meta').getByText(state.caseNumber, { exact: true }).waitFor();
    },
    get center() {
      return there(center);
    },
    get api() {
      return there(api);
    },
    get desk() {
      return there(desk);
    },
    get page() {
      return there(desk).page;
    },
  };
}
