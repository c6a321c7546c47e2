/**
 * Names of the channels between the preload script and the shell's main process, and of the message that carries a
 * service port into the page. Apart from `shell.ts` because the sandboxed preload bundles this file, and must not
 * carry zod with it.
 */
export const SHELL_CHANNELS = {
  host: 'shell:host',
  connect: 'shell:connect',
  serviceState: 'shell:service-state',
  restartService: 'shell:restart-service',
  printPdf: 'shell:print-pdf',
  openExternal: 'shell:open-external',
} as const;

export type ShellChannel = (typeof SHELL_CHANNELS)[keyof typeof SHELL_CHANNELS];

/** Main to preload: a service port is attached. */
export const SERVICE_PORT_CHANNEL = 'shell:service-port';

/** Main to preload: the state of the service has changed. */
export const SERVICE_STATE_CHANNEL = 'shell:service-state-changed';

/** Type of the `window.postMessage` by which the preload hands a service port to the page. */
export const SERVICE_PORT_MESSAGE = 'fengqiao:service-port';

/** Name of the bridge on `window`. */
export const SHELL_BRIDGE = 'fengqiaoShell';
