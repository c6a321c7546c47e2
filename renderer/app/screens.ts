import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { ModuleId, PageId } from './catalogue.ts';

type LazyScreen = LazyExoticComponent<ComponentType>;

/**
 * The screens that exist, each in a file of its own that is loaded when it is opened:
 * `ledger: lazy(() => import('../ledger/LedgerPage.tsx'))`, with the page as default export.
 */
export const screens: Partial<Readonly<Record<ModuleId | PageId, LazyScreen>>> = {
  agreement: lazy(() => import('../documents/AgreementPage.tsx')),
  posters: lazy(() => import('../posters/PostersPage.tsx')),
  documents: lazy(() => import('../documents/DocumentsPage.tsx')),
  dossier: lazy(() => import('../dossier/DossierPage.tsx')),
  case: lazy(() => import('../cases/case-page/CasePage.tsx')),
  correction: lazy(() => import('../cases/correction/CorrectionPage.tsx')),
  registration: lazy(() => import('../cases/registration/RegistrationPage.tsx')),
  workbench: lazy(() => import('../home/HomePage.tsx')),
  ledger: lazy(() => import('../ledger/LedgerPage.tsx')),
  audit: lazy(() => import('../audit/AuditPage.tsx')),
  person: lazy(() => import('../personal-data/PersonPage.tsx')),
  personalData: lazy(() => import('../personal-data/PersonalDataPage.tsx')),
  sync: lazy(() => import('../sync/SyncPage.tsx')),
  settings: lazy(() => import('../settings/SettingsPage.tsx')),
};
