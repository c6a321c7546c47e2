import { BlockList, isIP } from 'node:net';

/** Of this machine: whoever may log in to the server may read what it counts. */
const OWN = ['127.0.0.0/8', '::1'];

/**
 * Whose addresses are the operator's, beside those of this machine.
 * @param networks addresses, or networks as `10.1.0.0/16`.
 * @throws RangeError for what is neither.
 */
export function operatorsAt(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const network of [...OWN, ...networks]) {
    const [address = '', bits, ...rest] = network.split('/');
    const family = isIP(address);
    const most = family === 6 ? 128 : 32;
    const prefix = Number(bits ?? most);
    const isNetwork =
      family !== 0 && bits !== '' && rest.length === 0 && Number.isInteger(prefix) && prefix >= 0 && prefix <= most;
    if (!isNetwork) throw new RangeError(`--operator 要写成地址或网段，如 10.1.0.0/16，而不是 ${network}`);
    list.addSubnet(address, prefix, family === 6 ? 'ipv6' : 'ipv4');
  }
  return (asked) => {
    const address = asked.replace(/^::ffff:(?=\d+\.)/i, '');
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };
}
