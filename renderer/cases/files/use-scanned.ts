import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ScanFolderContent, ScannedFile } from '../../../contract/files.ts';
import { queries } from '../../api/client.ts';

/** How often a page asks what lies in the scan folder, in ms: the clerk has just put the paper in. */
const SCANNED_EVERY_MS = 4_000;

const NAMED = 3;

const none: ScanFolderContent = { isSet: false, problem: null, files: [] };

/** What lies in the scan folder of the center, for whoever may attach files. */
export function useScanned(mayAttach: boolean): ScanFolderContent {
  const scanned = useQuery({
    ...queries.files.scanned.queryOptions(),
    enabled: mayAttach,
    // Where none is set, a page that is opened later will ask again.
    refetchInterval: ({ state }) => (state.data?.isSet === false ? false : SCANNED_EVERY_MS),
  });
  return scanned.data ?? none;
}

/** Files that nobody has attached yet. */
export function waitingScans({ files }: ScanFolderContent): readonly ScannedFile[] {
  return files.filter(({ isAttached }) => !isAttached);
}

/** 「借条.pdf、合同.pdf 等」: the newest, as many as a line holds. */
export function scanNames(scans: readonly ScannedFile[]): string {
  const shown = scans.slice(0, NAMED).map(({ name }) => name);
  return scans.length > NAMED ? `${shown.join('、')} 等` : shown.join('、');
}

export interface ScanChoice {
  readonly files: readonly ScannedFile[];
  /** Of those that are there, in the order of the list. */
  readonly chosen: readonly ScannedFile[];
  readonly choose: (names: readonly string[], isChosen: boolean) => void;
}

/** Which of them a person wants. One that lies there alone is the one that was just scanned. */
export function useScanChoice(content: ScanFolderContent): ScanChoice {
  const { files } = content;
  const waiting = waitingScans(content);
  const [names, setNames] = useState<ReadonlySet<string>>(
    () => new Set(waiting.length === 1 && waiting[0]?.problem === null ? [waiting[0].name] : []),
  );
  return {
    files,
    chosen: waiting.filter(({ name }) => names.has(name)),
    choose: (of, isChosen) =>
      setNames((before) => {
        const after = new Set(before);
        for (const name of of) isChosen ? after.add(name) : after.delete(name);
        return after;
      }),
  };
}
