import type { RequestKind } from './heard.ts';

/** How often each kind of request is sent: to the city's pages and calls, as things that break a server, and to desks. */
export const weights: readonly (readonly [RequestKind, number])[] = [
  ...([
    ['route', 24],
    ['call', 24],
    ['form', 14],
    ['markup', 5],
    ['guess', 9],
    ['cross_scope', 8],
  ] as const),
  ...([
    ['replay', 4],
    ['path', 5],
    ['malformed', 1],
    ['bomb', 0.5],
    ['oversized', 1],
    ['image', 3],
  ] as const),
  ...([
    ['desk_call', 42],
    ['desk_route', 12],
    ['desk_cross', 12],
    ['desk_markup', 5],
    ['desk_malformed', 0.6],
    ['desk_oversized', 1.2],
  ] as const),
];
