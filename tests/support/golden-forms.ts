import { type FormInput, type FormKind, formDefinitions } from '../../domain/documents/form.ts';
import { formSamples } from '../../domain/documents/sample-forms.ts';
import { propertyCompany } from '../../domain/documents/sample-parties.ts';

/** For tests only: each form of four made-up cases, made of the one sample that each form has. */

export const goldenVariants = ['full', 'minimal', 'crowd', 'rare'] as const;
export type GoldenVariant = (typeof goldenVariants)[number];

/** 12,000 characters and a few, each sentence another one, so that none can be lost or come twice unseen. */
export const longText = Array.from({ length: 800 }, (_, index) => `第${index + 1}项情况各方都没有异议；`)
  .join('')
  .padEnd(12_000, '另有说明。');
export const LONG_TEXT_TOKEN = `〔${longText.length}字〕`;
export const rareNames = ['喆祎', '䶮㛃𬭎'] as const;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Fields = { readonly [key: string]: Json };

/** What every form carries, and what no variant empties: the frame, and what the form's kind is. */
const kept = new Set(['number', 'committee', 'preparedAt', 'showIdNumber', 'kind', 'role', 'capacity']);

export function goldenInput<K extends FormKind>(kind: K, variant: GoldenVariant): FormInput<K> {
  const sample = formSamples[kind] as unknown as Fields;
  const passes = (fields: Fields): boolean => formDefinitions[kind].schema.safeParse(fields).success;
  const made: Record<GoldenVariant, () => Fields> = {
    full: () => withIdNumbers(withAgents(sample)),
    minimal: () => emptied(sample, passes),
    crowd: () => lengthened(crowded(sample), passes),
    rare: () => renamed(sample) as Fields,
  };
  const fields = made[variant]();
  if (!passes(fields)) throw new Error(`the ${variant} ${kind} does not pass its schema`);
  return fields as unknown as FormInput<K>;
}

/** How often the long text stands in a form. */
export function longTextsIn(fields: unknown): number {
  if (typeof fields === 'string') return fields === longText ? 1 : 0;
  if (typeof fields !== 'object' || fields === null) return 0;
  return Object.values(fields).reduce((sum: number, each) => sum + longTextsIn(each), 0);
}

function withIdNumbers(fields: Fields): Fields {
  return 'showIdNumber' in fields ? { ...fields, showIdNumber: true } : fields;
}

const isPrintedParty = (each: Json): each is Fields => typeof each === 'object' && each !== null && 'agents' in each;

/** A unit with its agent beside the persons, and the statutory agent of one of them. */
function withAgents(fields: Fields): Fields {
  const { parties } = fields;
  if (!Array.isArray(parties) || !parties.some(isPrintedParty)) return fields;
  const guardian = {
    capacity: '法定代理人',
    name: '王某',
    relation: '母亲',
    authority: '',
    contact: '13800006009',
    idNumber: null,
  };
  const [first, ...others] = parties as readonly Fields[];
  return { ...fields, parties: [{ ...first, agents: [guardian] }, ...others, asJson(propertyCompany)] };
}

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** Six of each list of people, alternately persons and units where the form has both. */
function crowded(fields: Fields): Fields {
  const { party } = fields;
  if (party !== undefined && isPrintedParty(party)) {
    const agents = (party.agents as readonly Json[]).flatMap((agent) => [agent, numbered(agent, 2)]);
    return { ...fields, party: { ...party, agents } };
  }
  const lists = ['parties', 'people', 'receivers', 'materials', 'investigators'];
  return Object.fromEntries(
    Object.entries(withAgents(fields)).map(([name, value]) => {
      if (!lists.includes(name) || !Array.isArray(value) || value.length === 0) return [name, value];
      return [name, Array.from({ length: 6 }, (_, index) => numbered(value[index % value.length] as Json, index + 1))];
    }),
  );
}

/** The n-th of several of whom otherwise nobody could say which is missing. */
function numbered(each: Json, n: number): Json {
  if (typeof each === 'string') return `${each}${n}`;
  if (typeof each !== 'object' || each === null) return each;
  return { ...each, name: `${String((each as Fields).name ?? '')}${n}` };
}

/** The long text in every field that takes it, the first of a list of clauses among them. */
function lengthened(fields: Fields, passes: (fields: Fields) => boolean): Fields {
  let made = fields;
  for (const [name, value] of Object.entries(fields)) {
    const isText = typeof value === 'string' && !kept.has(name);
    const isTexts = Array.isArray(value) && typeof value[0] === 'string';
    if (!isText && !isTexts) continue;
    const longer = { ...made, [name]: isText ? longText : [longText, ...(value as readonly Json[]).slice(1)] };
    if (passes(longer)) made = longer;
  }
  return made;
}

/** Everything that may be left out is left out. */
function emptied(fields: Fields, passes: (fields: Fields) => boolean): Fields {
  let made = fields;
  for (const [name, value] of Object.entries(fields)) {
    if (kept.has(name)) continue;
    const without = (each: Json): Fields => ({ ...made, [name]: each });
    const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
    const inner = isGroup ? [emptied(value as Fields, (each) => passes(without(each)))] : [];
    const found = [null, '', [], false, ...inner].find((each) => passes(without(each)));
    if (found !== undefined) made = without(found);
  }
  return made;
}

/** 刘某甲 and 刘某乙 bear names that only the fallback font has. */
function renamed(value: Json): Json {
  if (typeof value === 'string') {
    return value.replace(/[\u4e00-\u9fff]某[甲丙]/gu, rareNames[0]).replace(/[\u4e00-\u9fff]某乙/gu, rareNames[1]);
  }
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, renamed(each)]));
}
