import { ServiceError } from '../../contract/errors.ts';
import { pngProblem } from '../../domain/signing/mark-picture.ts';
import { requireRight } from '../access/rights.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { fileHashOf } from '../documents/pdf-file.ts';
import { findDone } from '../log/done.ts';
import { applyCenterAction } from '../settings/settings.ts';

const PNG = 'image/png';

/**
 * Sets the picture of the committee's seal, or takes it away with null. Agreements that were sealed keep theirs.
 * @throws ServiceError INVALID_INPUT for what is no PNG
 */
export async function setSeal(
  dependencies: Dependencies,
  caller: Caller,
  { actionId, png }: { readonly actionId: string; readonly png: Uint8Array | null },
): Promise<{ readonly sha256: string | null }> {
  requireRight(caller, 'signing.setSeal');
  const problem = png === null ? null : pngProblem(png);
  if (problem !== null) throw new ServiceError('INVALID_INPUT', { fields: { file: problem } });
  const seal = png === null ? null : { sha256: fileHashOf(png), bytes: png.byteLength };
  return dependencies.store.write(async (writes) => {
    const { stored } = await dependencies.rules.current(writes.settings);
    const deed = { streamKind: 'center', streamId: stored.centerId, type: 'center.settings_changed' } as const;
    if (!(await findDone(writes.log, actionId, deed))) {
      if (png !== null && seal) await writes.files.keep({ hash: seal.sha256, mediaType: PNG, bytes: png });
      const { settings } = stored;
      await applyCenterAction(writes, dependencies, {
        actionId,
        actorId: caller.staffId,
        centerId: stored.centerId,
        before: stored,
        action: {
          type: 'center.settings_changed',
          payload: { ...settings, documents: { ...settings.documents, seal } },
        },
      });
    }
    return { sha256: seal?.sha256 ?? null };
  });
}

/** The seal as it is set; null where none is. Only for the manager: a picture of a seal is worth as much as the seal. */
export async function sealPicture(dependencies: Dependencies, caller: Caller): Promise<File | null> {
  requireRight(caller, 'signing.sealPicture');
  return dependencies.store.read(async ({ settings, files }) => {
    const { seal } = (await dependencies.rules.current(settings)).stored.settings.documents;
    const file = seal ? await files.file(seal.sha256) : null;
    return file ? new File([new Uint8Array(file.bytes)], '印章.png', { type: PNG }) : null;
  });
}
