/** An entry of a list of the product: ways, outcomes, reasons. */
interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * What a list calls one of its entries; where a newer program wrote one that is not in it, `otherwise`: the id itself
 * unless something else reads better.
 */
export function nameIn(list: readonly Named[], id: string, otherwise = id): string {
  return list.find((item) => item.id === id)?.name ?? otherwise;
}
