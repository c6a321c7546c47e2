import { sessionEnd } from './session-end.ts';
import { useIdle } from './use-idle.ts';
import './sign-in.css';

const end = (): void => sessionEnd.getState().end();

/** Says in time that nobody seems to be here; any key or click says otherwise. */
export function IdleWatch({ idleMinutes }: { readonly idleMinutes: number }) {
  const left = useIdle(idleMinutes, end);
  if (left === null) return null;
  return (
    <p role="alert" className="idle-warning">
      好一会儿没人用这台电脑，{Math.ceil(left / 1000)} 秒后要重新输入密码。按任意键继续；写的内容不会丢。
    </p>
  );
}
