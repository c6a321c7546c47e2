import { Button } from 'antd';
import type { RecoverySheet } from '../../contract/keys.ts';
import { formatInstant } from '../../domain/text/chinese-date.ts';
import { Dialog } from '../frame/Dialog.tsx';
import { Key } from '../keyboard/Key.tsx';
import { useActionKeys } from '../keyboard/use-action-keys.ts';
import './keys.css';

interface RecoverySheetDialogProps {
  readonly sheet: RecoverySheet;
  readonly onClose: () => void;
  /** Somebody has it on paper. */
  readonly onPrinted: () => Promise<void>;
}

/** The recovery key, to be printed and put away; it is not shown again once somebody says that it is. */
export function RecoverySheetDialog(props: RecoverySheetDialogProps) {
  return (
    <Dialog
      title="恢复密钥"
      width={680}
      onClose={props.onClose}
      closeLabel="先不打印"
      main={{ label: '已打印并收好', onRun: props.onPrinted }}
    >
      <Sheet sheet={props.sheet} />
    </Dialog>
  );
}

/** The paper alone, of all that is on the screen. */
function printSheet(): void {
  document.body.classList.add('printing-recovery-sheet');
  window.addEventListener('afterprint', () => document.body.classList.remove('printing-recovery-sheet'), {
    once: true,
  });
  window.print();
}

function Sheet({ sheet: { centerName, keyId, madeAt, text } }: { readonly sheet: RecoverySheet }) {
  useActionKeys([{ combo: 'Alt+P', label: '打印', run: printSheet }]);
  return (
    <div className="form-column">
      <section className="recovery-sheet" aria-label="要打印的纸">
        <h3>{centerName}　枫桥工作台恢复密钥</h3>
        <div className="recovery-text" role="img" aria-label={text}>
          {text.split('-').map((group, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two groups may be alike, and none ever moves
            <span key={place}>{group}</span>
          ))}
        </div>
        <p className="small">
          编号 {keyId}，{formatInstant(madeAt)} 生成。数字 0 和 1，没有字母 O、I、L、U。
        </p>
        <p className="small">
          程序要恢复密钥时，照抄上面 8
          组；抄错了会说错在第几组。谁拿到它和数据，谁就能看全部案件：请锁起来，不要和电脑放在一起。
        </p>
      </section>
      <p className="muted">点了“已打印并收好”，这一把就不再显示。</p>
      <div>
        <Button onClick={printSheet} aria-keyshortcuts="Alt+P">
          打印 <Key combo="Alt+P" />
        </Button>
      </div>
    </div>
  );
}
