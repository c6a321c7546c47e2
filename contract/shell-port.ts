import { type ShellBridge, servicePortMessage } from './shell.ts';

/** Milliseconds to wait for the port once the shell has said that it is on its way. */
const PORT_TIMEOUT_MS = 10_000;

type MessageTarget = Pick<Window, 'addEventListener' | 'removeEventListener' | 'location'>;

/**
 * Asks the shell for a port to the center service and returns it, started. The port is ready for oRPC's
 * message-port link. Rejects with a Chinese message when the service is not running or the port does not arrive.
 */
export function connectToService(bridge: ShellBridge, target: MessageTarget): Promise<MessagePort> {
  const arrived = new Map<number, MessagePort>();
  let wanted: number | undefined;
  return new Promise<MessagePort>((resolve, reject) => {
    const finish = (end: () => void) => {
      clearTimeout(timer);
      target.removeEventListener('message', onMessage);
      end();
    };
    const deliver = () => {
      const port = wanted === undefined ? undefined : arrived.get(wanted);
      if (!port) return;
      finish(() => {
        port.start();
        resolve(port);
      });
    };
    const onMessage = (event: MessageEvent) => {
      if (event.origin !== target.location.origin) return;
      const message = servicePortMessage.safeParse(event.data);
      const port = event.ports[0];
      if (!message.success || !port) return;
      arrived.set(message.data.connection, port);
      deliver();
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    target.addEventListener('message', onMessage);
    bridge.connect().then(
      (answer) => {
        wanted = answer.connection;
        timer = setTimeout(
          () => finish(() => reject(new Error('没有连上本机服务，请稍候再试。已填写的内容不会丢失。'))),
          PORT_TIMEOUT_MS,
        );
        deliver();
      },
      (error: unknown) => finish(() => reject(error)),
    );
  });
}
