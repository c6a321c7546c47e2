import { useCallback } from 'react';
import { useLocation } from 'wouter';

/** Goes to a fixed place, so that Esc leads to the same screen whatever was open before. */
export function useNavigateBack(to: string | undefined): () => void {
  const [, navigate] = useLocation();
  return useCallback(() => {
    if (to !== undefined) navigate(to);
  }, [navigate, to]);
}
