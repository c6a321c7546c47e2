import type { StationStore, StationWrites } from '../ports.ts';

const writing = /^(save|remove|keep|erase|append|move|note|pass|apply|set|clear)/;

/** For tests only: the store, failing right after the n-th call that writes. */
export function failingAfter(store: StationStore, n: number): StationStore {
  let calls = 0;
  function failing<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function' || !writing.test(String(name))) return method;
        return async (...args: readonly unknown[]) => {
          const result: unknown = await Reflect.apply(method, target, args);
          calls += 1;
          if (calls === n) throw new Error(`crashed after write ${n}`);
          return result;
        };
      },
    });
  }
  return {
    ...store,
    write: (work) =>
      store.write((writes) => {
        const ports = Object.entries(writes).map(([name, port]) => [name, failing(port as object)]);
        return work(Object.fromEntries(ports) as StationWrites);
      }),
  };
}
