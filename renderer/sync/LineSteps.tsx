import type { LineStep } from '../../contract/sync-line.ts';
import { lineSteps } from '../../domain/sync/line.ts';
import { StatusTag } from '../status/StatusTag.tsx';

const nameOf = (id: LineStep['step']): string => lineSteps.find((step) => step.id === id)?.name ?? id;

/** What a try of the line found, step by step; the first that failed is the last. */
export function LineSteps({ steps }: { readonly steps: readonly LineStep[] }) {
  const failed = steps.find(({ ok }) => !ok);
  return (
    <section className="sync-line-steps" aria-label="试连接的结果">
      <p role="status">
        <b className={failed ? 'late' : ''}>
          {failed ? `没有连通，停在“${nameOf(failed.step)}”这一步` : '连通了，可以保存'}
        </b>
      </p>
      <ol>
        {steps.map(({ step, ok, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one try never change, and a name may come twice
          <li key={`${step} ${at}`}>
            <StatusTag look={ok ? 'done' : 'late'}>{nameOf(step)}</StatusTag> {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
