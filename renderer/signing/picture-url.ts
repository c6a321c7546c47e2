import { useEffect, useMemo } from 'react';

/** An address under which a picture in memory can be shown, as long as the component is there; null without one. */
export function usePictureUrl(picture: Blob | null): string | null {
  const url = useMemo(() => (picture ? URL.createObjectURL(picture) : null), [picture]);
  useEffect(() => () => (url === null ? undefined : URL.revokeObjectURL(url)), [url]);
  return url;
}
