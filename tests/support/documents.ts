import { noOwnTemplates } from '../../services/documents/own-templates.ts';
import type { DocumentRenderer, RenderedPaper } from '../../services/documents/renderer.ts';

/** For tests only: a renderer in which every form comes out as `made` says, or fails as it does. */
export function documentsThat(made: () => RenderedPaper): DocumentRenderer {
  return {
    ownTemplates: noOwnTemplates,
    render: () => made().bytes,
    renderPaper: made,
    renderMarks: () => made().bytes,
  };
}

/** Papers without a page, for tests that are about something else. */
export const emptyDocuments = documentsThat(() => ({ bytes: new Uint8Array(), slots: [] }));
