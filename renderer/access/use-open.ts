import { useQuery } from '@tanstack/react-query';
import { closedWords } from '../../domain/access/hosted.ts';
import type { Procedure } from '../../domain/access/permissions.ts';
import { queries } from '../api/client.ts';

/** Whether a procedure is open on this machine: on a hosted desk some are nobody's (docs/hosting.md). */
export function useOpen(): (procedure: Procedure) => boolean {
  const { data } = useQuery(queries.center.status.queryOptions());
  return (procedure) => data?.hosted !== true || closedWords(procedure) === null;
}
