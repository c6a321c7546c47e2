import { EventEmitter } from 'node:events';
import type { CustomScheme, Protocol, Session } from 'electron';

type PermissionSlice = Pick<
  Session,
  | 'setBluetoothPairingHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setPermissionRequestHandler'
>;

export class StandInProtocol implements Pick<Protocol, 'handle' | 'registerSchemesAsPrivileged'> {
  readonly handlers = new Map<string, Parameters<Protocol['handle']>[1]>();
  readonly privileged: CustomScheme[] = [];
  handle(scheme: string, handler: Parameters<Protocol['handle']>[1]): void {
    this.handlers.set(scheme, handler);
  }
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    this.privileged.push(...schemes);
  }
}

export class StandInSession extends EventEmitter implements PermissionSlice {
  readonly protocol = new StandInProtocol();
  permissionRequest: Parameters<Session['setPermissionRequestHandler']>[0] = null;
  permissionCheck: Parameters<Session['setPermissionCheckHandler']>[0] = null;
  devicePermission: Parameters<Session['setDevicePermissionHandler']>[0] = null;
  displayMedia: Parameters<Session['setDisplayMediaRequestHandler']>[0] = null;
  bluetooth: Parameters<Session['setBluetoothPairingHandler']>[0] = null;
  setPermissionRequestHandler(handler: Parameters<Session['setPermissionRequestHandler']>[0]): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: Parameters<Session['setPermissionCheckHandler']>[0]): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: Parameters<Session['setDevicePermissionHandler']>[0]): void {
    this.devicePermission = handler;
  }
  setDisplayMediaRequestHandler(handler: Parameters<Session['setDisplayMediaRequestHandler']>[0]): void {
    this.displayMedia = handler;
  }
  setBluetoothPairingHandler(handler: Parameters<Session['setBluetoothPairingHandler']>[0]): void {
    this.bluetooth = handler;
  }
}
