import type { AnyContractProcedure } from '@orpc/contract';
import * as z from 'zod';

/** What in a schema names something: its last part says so, or its form is that of an id. */
const naming =
  /^(?:.*Ids?|ids?|feeds?|(?:.*H|h)ash(?:es)?|sha256|code|nonce|marks|name|file|unit|placeCode|queryCode|digits)$/;

/** Of a call, by the path: `parties.*.id`. Strings only; a number names nothing without the string beside it. */
interface Leaf {
  readonly path: string;
  readonly isUuid: boolean;
}

function leavesOf(schema: z.core.$ZodType, path: string): readonly Leaf[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape).flatMap(([key, of]) => leavesOf(of, path === '' ? key : `${path}.${key}`));
    case 'array':
      return leavesOf(def.element, `${path}.*`);
    case 'tuple':
      return def.items.flatMap((item) => leavesOf(item, `${path}.*`));
    case 'record':
      return leavesOf(def.valueType, `${path}.*`);
    case 'union':
      return def.options.flatMap((option) => leavesOf(option, path));
    case 'intersection':
      return [...leavesOf(def.left, path), ...leavesOf(def.right, path)];
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return leavesOf(def.innerType, path);
    case 'pipe':
      return leavesOf(def.in, path);
    case 'string':
      return [{ path, isUuid: 'format' in def && def.format === 'uuid' }];
    case 'boolean':
    case 'enum':
    case 'literal':
    case 'number':
    case 'null':
    case 'custom':
    case 'unknown':
    case 'file':
      return [];
    default:
      throw new Error(`${path} is a ${def.type}: say what of it names something`);
  }
}

/** The fields of a call that name something, by their paths. */
export function namingFields(procedure: AnyContractProcedure): readonly string[] {
  const { inputSchema } = procedure['~orpc'];
  if (!(inputSchema instanceof z.core.$ZodType)) return [];
  const named = leavesOf(inputSchema, '').filter(({ path, isUuid }) => {
    const last = path.split('.').findLast((part) => part !== '*') ?? '';
    return isUuid || naming.test(last);
  });
  return [...new Set(named.map(({ path }) => path))];
}

/** A contract or a part of it. */
interface Routes {
  readonly [name: string]: Routes | AnyContractProcedure;
}

/** The procedures of a contract by their names, as `cases.get`. */
export function proceduresOf(contract: Routes, above = ''): ReadonlyMap<string, AnyContractProcedure> {
  const found = new Map<string, AnyContractProcedure>();
  for (const [name, of] of Object.entries(contract)) {
    if ('~orpc' in of) found.set(`${above}${name}`, of as AnyContractProcedure);
    else for (const [inner, procedure] of proceduresOf(of, `${above}${name}.`)) found.set(inner, procedure);
  }
  return found;
}
