import { contextBridge, ipcRenderer } from 'electron';
import type {
  ConnectAnswer,
  PrintOutcome,
  PrintPdfRequest,
  ServicePortMessage,
  ServiceState,
  ShellAnswer,
  ShellBridge,
  ShellHost,
} from '../../contract/shell.ts';
import {
  SERVICE_PORT_CHANNEL,
  SERVICE_PORT_MESSAGE,
  SERVICE_STATE_CHANNEL,
  SHELL_BRIDGE,
  SHELL_CHANNELS,
  type ShellChannel,
} from '../../contract/shell-channels.ts';

async function call<T>(channel: ShellChannel, ...args: unknown[]): Promise<T> {
  const answer: ShellAnswer<T> = await ipcRenderer.invoke(channel, ...args);
  if (!answer.ok) throw new Error(answer.message);
  return answer.value;
}

// The bridge cannot carry a MessagePort, so it goes to the page as a window message, to our own origin only.
ipcRenderer.on(SERVICE_PORT_CHANNEL, (event, answer: ConnectAnswer) => {
  const message: ServicePortMessage = { type: SERVICE_PORT_MESSAGE, connection: answer.connection };
  window.postMessage(message, window.location.origin, event.ports);
});

const bridge: ShellBridge = {
  host: () => call<ShellHost>(SHELL_CHANNELS.host),
  connect: () => call<ConnectAnswer>(SHELL_CHANNELS.connect),
  serviceState: () => call<ServiceState>(SHELL_CHANNELS.serviceState),
  onServiceState: (listener) => {
    // The event carries Electron's sender: it stays here.
    const forward = (_event: unknown, state: ServiceState) => listener(state);
    ipcRenderer.on(SERVICE_STATE_CHANNEL, forward);
    return () => {
      ipcRenderer.off(SERVICE_STATE_CHANNEL, forward);
    };
  },
  restartService: async () => {
    await call<null>(SHELL_CHANNELS.restartService);
  },
  printPdf: (request: PrintPdfRequest) => call<PrintOutcome>(SHELL_CHANNELS.printPdf, request),
  openExternal: async (url) => {
    await call<null>(SHELL_CHANNELS.openExternal, url);
  },
};

contextBridge.exposeInMainWorld(SHELL_BRIDGE, bridge);
