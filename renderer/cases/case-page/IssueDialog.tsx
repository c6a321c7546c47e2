import { Dialog } from '../../frame/Dialog.tsx';
import type { Paper } from './fitting-papers.ts';

interface IssueDialogProps {
  readonly paper: Paper;
  readonly onIssue: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asked before a number is taken, which cannot be given back (SYNC-15). */
export function IssueDialog({ paper, onIssue, onClose }: IssueDialogProps) {
  return (
    <Dialog title={`出具${paper.title}`} onClose={onClose} main={{ label: '取号、出具并打印', onRun: onIssue }}>
      <p>这份文书会用掉本年度的下一个文号，固定成不能再改的 PDF，随后打印。</p>
      <p className="muted">协议文本以后再改，要另取新号，旧的留在卷里。</p>
    </Dialog>
  );
}
