/**
 * For tests only: an object whose every call goes to whatever `target` gives at that moment, so that a test can put
 * another in its place. No call is listed, so none that the contract gains is forgotten.
 */
export function passedOn<Target extends object>(target: () => Target): Target {
  return new Proxy({} as Target, {
    get(_, name) {
      const current = target();
      const member: unknown = Reflect.get(current, name);
      return typeof member === 'function' ? member.bind(current) : member;
    },
  });
}
