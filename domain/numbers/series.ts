/** Series of official numbers; each counts from 1 in each year of a center. */
export const numberSeries = ['case', 'agreement'] as const;
export type NumberSeries = (typeof numberSeries)[number];

/** Numbers of a block that the city reserves: about a busy month of a center offline, by series. */
export const BLOCK_SIZES: Readonly<Record<NumberSeries, number>> = { case: 300, agreement: 150 };
