import type { ScanHost } from '../../services/api/scan-host.ts';

const unavailable = () => Promise.reject(new Error('no scan folder in this test'));

/** For tests that are not about scans: IT has set no folder. */
export const noScans: ScanHost = {
  content: () => ({ isSet: false, problem: null, files: [] }),
  take: unavailable,
  setting: unavailable,
  setFolder: unavailable,
};
