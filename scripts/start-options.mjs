// The options of "npm start".
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const DEFAULT_PORT = 5180;

export const USAGE = `npm start -- [OPTIONS]
  --data DIR   the folder of the store (default: data/ in the project)   数据目录
  --port N     the port of the service (default: ${DEFAULT_PORT}, or the next free one)   端口
  --empty      a new store begins with the first-run assistant, without sample data   不装入示例数据
  --desktop    in Electron only   只用桌面外壳
  --no-open    start the service, open nothing   只启动服务，不打开界面
  --no-city    start no city server beside the center   不启动本机的市级服务
  --help       this text`;

/**
 * Reads the options; an Error says what is wrong with them. `from` is where relative paths start.
 * A store that exists stays as it is: --sample and --empty only say how a new one begins.
 */
export function parseStartOptions(args, from, root) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        empty: { type: 'boolean' },
        sample: { type: 'boolean' },
        desktop: { type: 'boolean' },
        'no-open': { type: 'boolean' },
        'no-city': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }));
  } catch (error) {
    throw new Error(`${error.message}\n\n${USAGE}`);
  }
  if (values.port !== undefined && !(/^\d+$/.test(values.port) && Number(values.port) <= 65_535)) {
    throw new Error(`--port needs a number from 0 to 65535, not "${values.port}". 端口应为 0～65535 之间的数字。`);
  }
  if (values.empty && values.sample) throw new Error('--empty and --sample exclude each other. 两个选项不能同时使用。');
  if (values.desktop && values['no-open']) {
    throw new Error('--desktop and --no-open exclude each other. 两个选项不能同时使用。');
  }
  return {
    data: values.data === undefined ? resolve(root, 'data') : resolve(from, values.data),
    port: values.port === undefined ? undefined : Number(values.port),
    sample: !values.empty,
    desktop: values.desktop ?? false,
    open: !values['no-open'],
    // A new center without sample data has no district yet; it enrols by hand.
    city: !values['no-city'] && !values.empty,
    help: values.help ?? false,
  };
}

/** What center and Electron shell are started with. */
export const serviceArguments = ({ data, port, sample }) => [
  '--data',
  data,
  '--port',
  String(port),
  sample ? '--sample' : '--empty',
];

function isFree(port) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => done(true)));
  });
}

/** The first free port from `first` on, on the loopback address. */
export async function freePortFrom(first = DEFAULT_PORT) {
  for (let port = first; port < first + 50; port += 1) if (await isFree(port)) return port;
  throw new Error(
    `No free port between ${first} and ${first + 49}; name one with --port. 没有空闲端口，请用 --port 指定一个。`,
  );
}
