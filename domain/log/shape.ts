import * as z from 'zod';
import { findDateProblem, plainDate } from '../text/chinese-date.ts';

/** Path of the first place at which a value has another shape, as `registration.parties.0`; null where there is none. */
export type ShapeCheck = (value: unknown, path?: string) => string | null;

const made = new WeakMap<z.core.$ZodType, ShapeCheck>();

/**
 * Whether what was stored has the shape of what a schema makes: kinds of values, choices, whole numbers, ids and dates.
 * How long a text may be, or what its parts must say together, is not asked: those rules may have been others when it was
 * written, and no reducer trips over them.
 * @throws TypeError for a kind of schema that no payload has had so far.
 */
export function shapeOf(schema: z.core.$ZodType): ShapeCheck {
  const known = made.get(schema);
  if (known) return known;
  const check = shapeOfNew(schema);
  made.set(schema, check);
  return check;
}

const below = (path: string, key: string | number) => (path === '' ? String(key) : `${path}.${key}`);

const is =
  (holds: (value: unknown) => boolean): ShapeCheck =>
  (value, path = '') =>
    holds(value) ? null : path;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** NUL and lone surrogates no store keeps (LOG-2). */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.isWellFormed() && !value.includes('\0');

function shapeOfNew(schema: z.core.$ZodType): ShapeCheck {
  if (schema === plainDate) return is((value) => isText(value) && findDateProblem(value) === null);
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) return textShape(schema);
  if (schema instanceof z.ZodNumber) {
    const { isInt } = schema;
    return is((value) => (isInt ? Number.isSafeInteger(value) : Number.isFinite(value)));
  }
  if (schema instanceof z.ZodBoolean) return is((value) => typeof value === 'boolean');
  if (schema instanceof z.ZodEnum) return oneOf(schema.options);
  if (schema instanceof z.ZodLiteral) return oneOf([...schema.values]);
  if (schema instanceof z.ZodNullable) return orElse(null, shapeOf(schema.def.innerType));
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional)
    return orElse(undefined, shapeOf(schema.def.innerType));
  // What is stored is what the schema made: the default stands there.
  if (schema instanceof z.ZodDefault) return shapeOf(schema.def.innerType);
  // A transformation keeps to the shape that it is given.
  if (schema instanceof z.ZodPipe)
    return shapeOf(schema.def.out instanceof z.ZodTransform ? schema.def.in : schema.def.out);
  if (schema instanceof z.ZodObject) return objectShape(schema);
  if (schema instanceof z.ZodArray) return arrayShape(shapeOf(schema.def.element));
  if (schema instanceof z.ZodTuple) return tupleShape(schema.def.items.map(shapeOf));
  if (schema instanceof z.ZodRecord) return recordShape(shapeOf(schema.def.keyType), shapeOf(schema.def.valueType));
  if (schema instanceof z.ZodUnion) return unionShape(schema.def.options.map(shapeOf));
  throw new TypeError(`no payload has had a schema of the kind ${schema._zod.def.type} so far`);
}

function textShape(schema: z.ZodString | z.ZodStringFormat): ShapeCheck {
  const ofFormat = 'pattern' in schema.def && schema.def.pattern instanceof RegExp ? [schema.def.pattern] : [];
  const patterns = [...ofFormat, ...(schema._zod.bag.patterns ?? [])];
  return is((value) => isText(value) && patterns.every((pattern) => pattern.test(value)));
}

const oneOf = (choices: readonly unknown[]): ShapeCheck => is((value) => choices.includes(value));

const orElse =
  (other: null | undefined, inner: ShapeCheck): ShapeCheck =>
  (value, path = '') =>
    value === other ? null : inner(value, path);

/** Fields that are not known are kept (SYNC-13). */
function objectShape(schema: z.ZodObject): ShapeCheck {
  const fields = Object.entries(schema.def.shape).map(([name, field]) => [name, shapeOf(field)] as const);
  return (value, path = '') => {
    if (!isObject(value)) return path;
    for (const [name, check] of fields) {
      const wrong = check(value[name], below(path, name));
      if (wrong !== null) return wrong;
    }
    return null;
  };
}

function arrayShape(element: ShapeCheck): ShapeCheck {
  return (value, path = '') => {
    if (!Array.isArray(value)) return path;
    for (const [index, each] of value.entries()) {
      const wrong = element(each, below(path, index));
      if (wrong !== null) return wrong;
    }
    return null;
  };
}

function tupleShape(elements: readonly ShapeCheck[]): ShapeCheck {
  return (value, path = '') => {
    if (!Array.isArray(value) || value.length !== elements.length) return path;
    for (const [index, check] of elements.entries()) {
      const wrong = check(value[index], below(path, index));
      if (wrong !== null) return wrong;
    }
    return null;
  };
}

function recordShape(key: ShapeCheck, inner: ShapeCheck): ShapeCheck {
  return (value, path = '') => {
    if (!isObject(value)) return path;
    for (const [name, each] of Object.entries(value)) {
      const wrong = key(name, path) ?? inner(each, below(path, name));
      if (wrong !== null) return wrong;
    }
    return null;
  };
}

/** Where none of the choices fits, the place is the union itself. */
function unionShape(options: readonly ShapeCheck[]): ShapeCheck {
  return (value, path = '') => (options.some((check) => check(value, path) === null) ? null : path);
}
