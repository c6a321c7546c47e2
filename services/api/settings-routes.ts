import type { Dependencies } from '../dependencies.ts';
import { ownTemplatesOf, templateSample } from '../documents/template-samples.ts';
import { changeSettings, getSettings, importCalendar } from '../settings/settings.ts';
import type { Desks } from './desks.ts';
import type { Guards } from './guards.ts';
import type { ScanHost } from './scan-host.ts';

export interface SettingsHosts {
  readonly desks: Desks;
  readonly scans: ScanHost;
}

/** What a center sets for itself: its rules and calendar, its templates, its desks in the house and its scanner. */
export function settingsRoutes({ signed }: Guards, use: Dependencies, { desks, scans }: SettingsHosts) {
  return {
    ownTemplates: signed.settings.ownTemplates.handler(({ context }) => ownTemplatesOf(use, context.caller)),
    templateSample: signed.settings.templateSample.handler(({ input, context }) =>
      templateSample(use, context.caller, input),
    ),
    get: signed.settings.get.handler(() => getSettings(use)),
    change: signed.settings.change.handler(({ input, context }) => changeSettings(use, context.caller, input)),
    importCalendar: signed.settings.importCalendar.handler(({ input, context }) =>
      importCalendar(use, context.caller, input),
    ),
    lan: signed.settings.lan.handler(({ context }) => desks.lan(context.caller)),
    setLan: signed.settings.setLan.handler(({ input, context }) => desks.setLan(context.caller, input)),
    scanFolder: signed.settings.scanFolder.handler(({ context }) => scans.setting(context.caller)),
    setScanFolder: signed.settings.setScanFolder.handler(({ input, context }) =>
      scans.setFolder(context.caller, input.folder),
    ),
  };
}
