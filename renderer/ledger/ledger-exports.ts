import { api } from '../api/client.ts';
import { createExportJob } from './export-job.ts';

const ASK_EVERY_MS = 300;
/** After this long every browser has read the file. */
const FORGET_AFTER_MS = 60_000;

/** Hands a file to the browser (or the window), which saves it where downloads go. */
function saveFile(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), FORGET_AFTER_MS);
}

/** The one export of this window. */
export const useExportJob = createExportJob({
  start: (query) => api.ledger.startExport({ ...query, columns: [...query.columns] }),
  progress: (exportId) => api.ledger.exportProgress({ exportId }),
  cancel: (exportId) => api.ledger.cancelExport({ exportId }),
  file: (exportId) => api.ledger.exportFile({ exportId }),
  save: saveFile,
  wait: () => new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS)),
});
