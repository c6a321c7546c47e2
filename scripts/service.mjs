// Runs the center service (or the Electron shell around it), tells when it is ready, and ends it with us.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

const STOP_PATIENCE_MS = 10_000;
const REPEAT_MS = 2_000;

/** Reads one line of the service's output: its announcement, or undefined for anything else. */
export function parseAnnouncement(line) {
  if (!line.startsWith('{')) return undefined;
  try {
    const message = JSON.parse(line);
    return message.type === 'ready' || message.type === 'failed' ? message : undefined;
  } catch {
    return undefined;
  }
}

/** The one line that "npm start" prints for people. */
export function readyLine({ openUrl, origin, sampleSignIn, locked }) {
  if (locked) return `枫桥工作台的数据上了锁，请在这里输入口令或恢复密钥 Unlock the data here: ${openUrl ?? origin}`;
  const signIn = sampleSignIn ? `  示例账号 ${sampleSignIn.account}  密码 ${sampleSignIn.password}` : '';
  return `枫桥工作台已就绪 Fengqiao Desk is ready: ${openUrl ?? origin}${signIn}  （Ctrl+C 停止 stop）`;
}

/** What to say about a service that ended by itself; undefined where it ended well. */
export function exitComplaint(code, signal, announcedFailure) {
  if (announcedFailure) return `${announcedFailure.message} (${announcedFailure.code})`;
  if (code === 0) return undefined;
  const how = signal ? `by ${signal}` : `with exit code ${code}`;
  return `The service ended unexpectedly (${how}); what it said is above.\n服务意外退出（${signal ?? code}），原因见上；已保存的数据不受影响。`;
}

/**
 * Runs `file args` until it ends. Ctrl+C and SIGTERM ask it to stop, and stop it after 10 seconds.
 * Resolves to { code, ready }: the exit code for us, and whether the service had announced itself.
 */
export function runService(file, args, { cwd, env = process.env, onReady }) {
  return new Promise((resolve) => {
    // When we die without a word, the service sees the end of its standard input; the variable tells it to look.
    const watched = { ...env, FENGQIAO_PARENT_PIPE: '1' };
    const child = spawn(file, args, { cwd, env: watched, stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.on('error', () => undefined);
    let ready = false;
    let failure;
    let stoppingSince;
    let killTimer;

    const stop = (signal) => {
      if (stoppingSince !== undefined) {
        // npm passes on the signal that the terminal already sent: only a later one means impatience.
        if (Date.now() - stoppingSince > REPEAT_MS) child.kill('SIGKILL');
        return;
      }
      stoppingSince = Date.now();
      child.stdin.end();
      // On Windows kill() is never gentle; the console has told the child already.
      if (process.platform !== 'win32' || signal !== 'SIGINT') child.kill('SIGTERM');
      killTimer = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, stop);

    createInterface({ input: child.stdout }).on('line', (line) => {
      const announcement = parseAnnouncement(line);
      if (announcement === undefined) console.error(line);
      else if (announcement.type === 'failed') failure = announcement;
      else if (!ready) {
        ready = true;
        console.log(readyLine(announcement));
        onReady?.(announcement);
      }
    });

    const finish = (code, complaint) => {
      clearTimeout(killTimer);
      for (const signal of signals) process.off(signal, stop);
      if (complaint) console.error(complaint);
      resolve({ code, ready });
    };
    child.on('error', (error) => finish(1, `${file}: ${error.message}`));
    child.on('close', (code, signal) => {
      if (stoppingSince !== undefined) finish(0, undefined);
      else finish(failure ? code || 1 : (code ?? 1), exitComplaint(code, signal, failure));
    });
  });
}
