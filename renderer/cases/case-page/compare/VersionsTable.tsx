import type { ComparedField } from '../../../../domain/sync/compare-versions.ts';
import './versions.css';

interface VersionsTableProps {
  readonly fields: readonly ComparedField[];
  /** What the two versions are called. */
  readonly heads: readonly [ours: string, other: string];
}

/** Two versions side by side, field by field: what differs is marked, in colour and in words; nothing is merged (SYNC-5). */
export function VersionsTable({ fields, heads: [ours, other] }: VersionsTableProps) {
  return (
    <table className="versions">
      <caption className="unseen">两个版本对比</caption>
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">{ours}</th>
          <th scope="col">{other}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => {
          const differs = field.ours !== field.city;
          return (
            <tr key={field.label} className={differs ? 'versions-differ' : 'muted'}>
              <th scope="row">
                {field.label}
                {differs ? <span className="versions-mark">不同</span> : null}
              </th>
              <td>{field.ours}</td>
              <td>{field.city}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
