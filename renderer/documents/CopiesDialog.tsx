import { InputNumber } from 'antd';
import { useState } from 'react';
import { Dialog } from '../frame/Dialog.tsx';
import { EnterToNext } from '../keyboard/EnterToNext.tsx';
import type { CopiesQuestion } from './use-printing.ts';

/** As many as the log can record of one print. */
const MOST = 99;

/** A browser does not tell what came out of the printer: Enter says that it was what was wanted, Esc that it was none. */
export function CopiesDialog({ title, wanted, answer }: CopiesQuestion) {
  const [copies, setCopies] = useState<number | null>(wanted);
  const valid = copies !== null && Number.isInteger(copies) && copies >= 1 && copies <= MOST;
  const record = (): void => {
    if (valid) answer(copies);
  };
  return (
    <Dialog
      title="印好了几份？"
      width={420}
      onClose={() => answer(null)}
      closeLabel="没有印"
      main={{ label: valid ? `记下印好 ${copies} 份` : '记下', onRun: record }}
    >
      <EnterToNext onEnd={record}>
        <p>{title}</p>
        <InputNumber<number>
          aria-label="印好的份数"
          value={copies}
          onChange={setCopies}
          onFocus={(event) => event.target.select()}
          precision={0}
          suffix="份"
          controls={false}
          status={valid ? '' : 'warning'}
          style={{ width: '100%' }}
        />
        {valid ? null : <p className="soon">{`份数填 1 到 ${MOST}；没有印出来，按 Esc`}</p>}
      </EnterToNext>
    </Dialog>
  );
}
