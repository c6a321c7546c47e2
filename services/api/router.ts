import { closedWords } from '../../domain/access/hosted.ts';
import { dependenciesFor } from '../access/restricted-store.ts';
import { actOnCase } from '../cases/act.ts';
import { gbt31000Of } from '../cases/gbt31000.ts';
import { samePersonHints, searchCases, similarOpenHints } from '../cases/hints.ts';
import { mediatorsForCase } from '../cases/mediators-for-case.ts';
import { registerCase } from '../cases/register.ts';
import { resendGroup } from '../cases/resend.ts';
import { revealMasked } from '../cases/reveal.ts';
import { openCase } from '../cases/view.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { governingAreas } from '../directory/areas.ts';
import { issueDocument, openDocument, previewDocument } from '../documents/documents.ts';
import { paperDesk } from '../documents/paper-desk.ts';
import { wordCopy } from '../documents/word.ts';
import { archiveDossier, bindDossier } from '../dossier/archive.ts';
import { createMeasure } from '../dossier/measure-part.ts';
import { dossierView } from '../dossier/view.ts';
import { dossierWord } from '../dossier/word.ts';
import { discardDraft, getDraft, listDrafts, saveDraft } from '../drafts/drafts.ts';
import { attachFile } from '../files/attach.ts';
import { filePlacesOf } from '../files/places.ts';
import { openFile } from '../files/read.ts';
import { attachScanned, scannedFor } from '../files/scanned.ts';
import { homeOf } from '../home/home.ts';
import { createExports } from '../ledger/exports.ts';
import { ledgerPage, ledgerViews, removeLedgerView, saveLedgerView } from '../ledger/ledger.ts';
import type { StationStore } from '../ports.ts';
import { posterBuildings, registerBuildings, renameBuilding } from '../posters/buildings.ts';
import { posterStreets, printPosters } from '../posters/posters.ts';
import { recordOfRoom, takeSignature } from '../rooms/rooms.ts';
import { createSessionService } from '../sessions/sessions.ts';
import { refuseWhileReplacing } from '../setup/replacement.ts';
import { centerStatus, setUpCenter } from '../setup/set-up.ts';
import { executeDocument } from '../signing/execute.ts';
import { sealPicture, setSeal } from '../signing/seal.ts';
import { signOnScreen } from '../signing/sign.ts';
import type { BackupHost } from './backup-host.ts';
import { api } from './context.ts';
import type { Desks } from './desks.ts';
import { directoryRoutes } from './directory-routes.ts';
import { createGuards } from './guards.ts';
import type { HistoryHost } from './history-host.ts';
import type { KeysHost } from './keys-host.ts';
import { machineRoutes } from './machine-routes.ts';
import type { MovingHost } from './moving-host.ts';
import { personalDataRoutes } from './personal-data-routes.ts';
import type { ScanHost } from './scan-host.ts';
import { sessionRoutes } from './session-routes.ts';
import { settingsRoutes } from './settings-routes.ts';
import type { SyncHost } from './sync-host.ts';
import { syncRoutes } from './sync-routes.ts';
import type { ApiLogger } from './typed-errors.ts';

export interface ApiParts {
  readonly dependencies: Dependencies;
  /** Where a person is looked for in everything that was written; it hides no case from anybody by itself. */
  readonly written: Pick<StationStore, 'read'>;
  readonly desks: Desks;
  readonly sync: SyncHost;
  readonly scans: ScanHost;
  readonly history: HistoryHost;
  readonly keys: KeysHost;
  readonly backups: BackupHost;
  readonly moving: MovingHost;
  readonly logger: ApiLogger;
  readonly version: string;
  /** Many organisations share the machine (domain/access/hosted.ts). */
  readonly hosted?: boolean;
}

const bytesOf = async (file: File): Promise<Uint8Array> => new Uint8Array(await file.arrayBuffer());

/** The contract on the services: one router for MessagePort and HTTP, for center and city. */
export function createRouter({
  dependencies,
  written,
  desks,
  sync,
  scans,
  history,
  keys,
  backups,
  moving,
  logger,
  version,
  hosted = false,
}: ApiParts) {
  const sessions = createSessionService(dependencies);
  const exports = createExports(dependencies, (error) =>
    logger.error({ code: 'EXPORT_FAILED', path: 'ledger.startExport', error }),
  );
  const measure = createMeasure();
  const guards = createGuards(sessions, logger, hosted ? closedWords : undefined);
  const { open, signed } = guards;
  const use = dependencies;
  const as = (caller: Caller) => dependenciesFor(use, caller);
  const { replacement } = sync;
  const status = () => centerStatus(use, { version, replacing: replacement.isUnderWay(), hosted });

  const router = api.router({
    center: {
      status: open.center.status.handler(status),
      areas: open.center.areas.handler(() => governingAreas(use)),
      setUp: open.center.setUp.handler(async ({ input }) => {
        refuseWhileReplacing(replacement);
        await setUpCenter(use, input);
        return status();
      }),
      replacement: open.center.replacement.handler(() => replacement.progress()),
      replace: open.center.replace.handler(async ({ input }) => {
        await replacement.begin(input);
        return status();
      }),
      retryReplacement: open.center.retryReplacement.handler(() => {
        replacement.retry();
        return { asked: true as const };
      }),
      finishReplacement: open.center.finishReplacement.handler(async ({ input }) => {
        await replacement.finish(input);
        return status();
      }),
    },
    sessions: sessionRoutes(guards, sessions),
    cases: {
      register: signed.cases.register.handler(({ input, context }) =>
        registerCase(as(context.caller), context.caller, input),
      ),
      act: signed.cases.act.handler(({ input, context }) => actOnCase(as(context.caller), context.caller, input)),
      resend: signed.cases.resend.handler(({ input, context }) =>
        resendGroup(as(context.caller), context.caller, input),
      ),
      get: signed.cases.get.handler(({ input, context }) => openCase(as(context.caller), context.caller, input.caseId)),
      reveal: signed.cases.reveal.handler(({ input, context }) =>
        revealMasked(as(context.caller), context.caller, input),
      ),
      gbt31000: signed.cases.gbt31000.handler(({ input, context }) =>
        gbt31000Of(as(context.caller), context.caller, input.caseId),
      ),
      samePerson: signed.cases.samePerson.handler(({ input, context }) =>
        samePersonHints(as(context.caller), context.caller, input),
      ),
      similarOpen: signed.cases.similarOpen.handler(({ input, context }) =>
        similarOpenHints(as(context.caller), context.caller, input),
      ),
      suggestMediators: signed.cases.suggestMediators.handler(({ input, context }) =>
        mediatorsForCase(as(context.caller), context.caller, input),
      ),
      search: signed.cases.search.handler(({ input, context }) =>
        searchCases(as(context.caller), context.caller, input),
      ),
    },
    drafts: {
      save: signed.drafts.save.handler(({ input, context }) => saveDraft(use, context.caller, input)),
      get: signed.drafts.get.handler(({ input, context }) => getDraft(use, context.caller, input.draftId)),
      list: signed.drafts.list.handler(({ input, context }) => listDrafts(use, context.caller, input)),
      discard: signed.drafts.discard.handler(({ input, context }) => discardDraft(use, context.caller, input.draftId)),
    },
    home: { work: signed.home.work.handler(({ context }) => homeOf(as(context.caller), context.caller)) },
    ledger: {
      page: signed.ledger.page.handler(({ input, context }) => ledgerPage(as(context.caller), context.caller, input)),
      views: signed.ledger.views.handler(({ context }) => ledgerViews(as(context.caller), context.caller)),
      saveView: signed.ledger.saveView.handler(({ input, context }) =>
        saveLedgerView(as(context.caller), context.caller, input),
      ),
      removeView: signed.ledger.removeView.handler(({ input, context }) =>
        removeLedgerView(as(context.caller), context.caller, input.id),
      ),
      startExport: signed.ledger.startExport.handler(({ input, context }) => exports.start(context.caller, input)),
      exportProgress: signed.ledger.exportProgress.handler(({ input, context }) =>
        exports.progress(context.caller, input.exportId),
      ),
      cancelExport: signed.ledger.cancelExport.handler(({ input, context }) =>
        exports.cancel(context.caller, input.exportId),
      ),
      exportFile: signed.ledger.exportFile.handler(({ input, context }) =>
        exports.file(context.caller, input.exportId),
      ),
    },
    documents: {
      preview: signed.documents.preview.handler(({ input, context }) =>
        previewDocument(as(context.caller), context.caller, input),
      ),
      issue: signed.documents.issue.handler(({ input, context }) =>
        issueDocument(as(context.caller), context.caller, input),
      ),
      word: signed.documents.word.handler(({ input, context }) => wordCopy(as(context.caller), context.caller, input)),
      desk: signed.documents.desk.handler(({ context }) => paperDesk(as(context.caller), context.caller)),
      file: signed.documents.file.handler(({ input, context }) =>
        openDocument(as(context.caller), context.caller, input),
      ),
    },
    posters: {
      streets: signed.posters.streets.handler(({ context }) => posterStreets(use, context.caller)),
      buildings: signed.posters.buildings.handler(({ context }) => posterBuildings(use, context.caller)),
      registerBuildings: signed.posters.registerBuildings.handler(({ input, context }) =>
        registerBuildings(use, context.caller, input),
      ),
      renameBuilding: signed.posters.renameBuilding.handler(({ input, context }) =>
        renameBuilding(use, context.caller, input),
      ),
      print: signed.posters.print.handler(({ input, context }) => printPosters(use, context.caller, input)),
    },
    files: {
      attach: signed.files.attach.handler(async ({ input: { file, ...input }, context }) =>
        attachFile(as(context.caller), context.caller, { ...input, bytes: await bytesOf(file) }),
      ),
      scanned: signed.files.scanned.handler(({ context }) => scannedFor(scans, context.caller)),
      attachScanned: signed.files.attachScanned.handler(({ input, context }) =>
        attachScanned(as(context.caller), scans, context.caller, input),
      ),
      file: signed.files.file.handler(({ input, context }) => openFile(as(context.caller), context.caller, input)),
      places: signed.files.places.handler(({ input, context }) =>
        filePlacesOf(as(context.caller), context.caller, input.caseId, (hashes) => sync.filePlaces(hashes)),
      ),
    },
    audit: {
      entries: signed.audit.entries.handler(({ input }) => history.entries(input)),
      exported: signed.audit.exported.handler(({ input, context }) => history.exported(context.caller, input.filter)),
      history: signed.audit.history.handler(() => history.state()),
      verify: signed.audit.verify.handler(() => history.verify()),
      stopVerifying: signed.audit.stopVerifying.handler(() => history.stopVerifying()),
    },
    dossier: {
      view: signed.dossier.view.handler(({ input, context }) =>
        dossierView(as(context.caller), context.caller, input, measure),
      ),
      volume: signed.dossier.volume.handler(({ input, context }) =>
        bindDossier(as(context.caller), context.caller, input),
      ),
      word: signed.dossier.word.handler(({ input, context }) =>
        dossierWord(as(context.caller), context.caller, input, measure),
      ),
      archive: signed.dossier.archive.handler(({ input, context }) =>
        archiveDossier(as(context.caller), context.caller, input),
      ),
    },
    directory: directoryRoutes(guards, use, sessions),
    ...machineRoutes(guards, { keys, backups, moving }),
    personalData: personalDataRoutes(guards, use, written),
    sync: syncRoutes(guards, use, sync),
    rooms: {
      record: signed.rooms.record.handler(({ input, context }) =>
        recordOfRoom(as(context.caller), context.caller, input),
      ),
      takeSignature: signed.rooms.takeSignature.handler(({ input, context }) =>
        takeSignature(as(context.caller), context.caller, input),
      ),
    },
    signing: {
      draw: signed.signing.draw.handler(({ input: { drawn, ...input }, context }) =>
        signOnScreen(as(context.caller), context.caller, { ...input, made: { way: 'screen', drawn } }),
      ),
      fingerprint: signed.signing.fingerprint.handler(async ({ input: { file, device, ...input }, context }) =>
        signOnScreen(as(context.caller), context.caller, {
          ...input,
          made: { way: 'reader', png: await bytesOf(file), device },
        }),
      ),
      seal: signed.signing.seal.handler(({ input, context }) =>
        signOnScreen(as(context.caller), context.caller, { ...input, made: { way: 'seal' } }),
      ),
      execute: signed.signing.execute.handler(({ input, context }) =>
        executeDocument(as(context.caller), context.caller, input),
      ),
      setSeal: signed.signing.setSeal.handler(async ({ input: { actionId, file }, context }) =>
        setSeal(as(context.caller), context.caller, { actionId, png: file ? await bytesOf(file) : null }),
      ),
      sealPicture: signed.signing.sealPicture.handler(({ context }) => sealPicture(as(context.caller), context.caller)),
    },
    settings: settingsRoutes(guards, use, { desks, scans }),
  });
  return { router, sessions, close: () => exports.close() };
}
