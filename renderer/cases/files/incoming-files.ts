import { useEffect, useRef } from 'react';

/** Files that were pasted or dropped onto the page, a dialog apart: it has its own. `take` gets only what is there. */
export function useIncomingFiles(take: (files: readonly File[]) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const give = (list: FileList | undefined): boolean => {
      const files = [...(list ?? [])];
      if (files.length > 0) latest.current(files);
      return files.length > 0;
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (give(event.clipboardData?.files)) event.preventDefault();
    };
    const isFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const onDragOver = (event: DragEvent): void => {
      // Else the browser would leave the page and open the file.
      if (isFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent): void => {
      if (!isFiles(event)) return;
      event.preventDefault();
      give(event.dataTransfer?.files);
    };
    document.addEventListener('paste', onPaste);
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('paste', onPaste);
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('drop', onDrop);
    };
  }, []);
}
