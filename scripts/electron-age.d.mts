export function electronAge(released: string, at: number): { readonly weeks: number; readonly isSupported: boolean };
export function electronWarning(
  release: { readonly major: number; readonly released: string },
  at: number,
): string | null;
