import { api } from '../api/client.ts';
import { saveFile } from '../frame/save-file.ts';
import { createExportJob } from './export-job.ts';

const ASK_EVERY_MS = 300;
/** The one export of this window. */
export const useExportJob = createExportJob({
  start: (query) => api.ledger.startExport({ ...query, columns: [...query.columns] }),
  progress: (exportId) => api.ledger.exportProgress({ exportId }),
  cancel: (exportId) => api.ledger.cancelExport({ exportId }),
  file: (exportId) => api.ledger.exportFile({ exportId }),
  save: saveFile,
  wait: () => new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS)),
});
