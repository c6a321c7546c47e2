import { ServiceError } from '../../contract/errors.ts';
import { type Building, buildingCodeFrom, MOST_BUILDINGS } from '../../domain/directory/poster-place.ts';
import { requireRight } from '../access/rights.ts';
import type { Caller, Dependencies } from '../dependencies.ts';
import { findDone, usedElsewhere } from '../log/done.ts';
import type { Writes } from '../ports.ts';
import type { StoredSettings } from '../settings/port.ts';
import { applyCenterAction } from '../settings/settings.ts';

const CODE_TRIES = 20;

/** The registered buildings, by place and name. */
export async function posterBuildings(
  { store, rules }: Pick<Dependencies, 'store' | 'rules'>,
  caller: Caller,
): Promise<readonly Building[]> {
  requireRight(caller, 'posters.buildings');
  const { stored } = await store.read(({ settings }) => rules.current(settings));
  return (stored.settings.buildings ?? []).toSorted(
    (one, other) =>
      one.placeCode.localeCompare(other.placeCode) || one.name.localeCompare(other.name, 'zh', { numeric: true }),
  );
}

/** Keeps other buildings in the center's settings. @throws ServiceError ALREADY_DONE where the action has done something else. */
async function saveBuildings(
  writes: Writes,
  dependencies: Dependencies,
  change: { actionId: string; actorId: string; stored: StoredSettings; buildings: Building[] },
): Promise<void> {
  const { actionId, actorId, stored, buildings } = change;
  const deed = { streamKind: 'center', streamId: stored.centerId, type: 'center.settings_changed' } as const;
  if (await findDone(writes.log, actionId, deed)) throw usedElsewhere();
  await applyCenterAction(writes, dependencies, {
    ...{ actionId, actorId, centerId: stored.centerId, before: stored },
    action: { type: 'center.settings_changed', payload: { ...stored.settings, buildings } },
  });
}

/**
 * Registers buildings; one that is registered under the same name in the same place already is that one.
 * @throws ServiceError INVALID_INPUT naming `placeCode` for a place outside the center's area, or `names` for too many
 */
export async function registerBuildings(
  dependencies: Dependencies,
  caller: Caller,
  { actionId, placeCode, names }: { actionId: string; placeCode: string; names: readonly string[] },
): Promise<readonly Building[]> {
  requireRight(caller, 'posters.registerBuildings');
  const { store, rules, divisions } = dependencies;
  return store.write(async (writes) => {
    const { stored } = await rules.current(writes.settings);
    if (divisions.find(placeCode)?.managingArea.code !== stored.settings.areaCode)
      throw new ServiceError('INVALID_INPUT', { fields: { placeCode: '只能登记本中心辖区内的楼栋' } });
    const buildings = [...(stored.settings.buildings ?? [])];
    const before = buildings.length;
    const asked = [...new Set(names)].map((name) => {
      const known = buildings.find((each) => each.placeCode === placeCode && each.name === name);
      if (known) return known;
      const fresh = { code: freshCode(dependencies, buildings, placeCode), placeCode, name };
      buildings.push(fresh);
      return fresh;
    });
    if (buildings.length > MOST_BUILDINGS)
      throw new ServiceError('INVALID_INPUT', { fields: { names: `一个中心最多登记 ${MOST_BUILDINGS} 个楼栋` } });
    if (buildings.length > before)
      await saveBuildings(writes, dependencies, { actionId, actorId: caller.staffId, stored, buildings });
    return asked;
  });
}

/**
 * Renames a building; its code and so its posters stay.
 * @throws ServiceError NOT_FOUND for a code that is not registered, INVALID_INPUT for a name that another there has
 */
export async function renameBuilding(
  dependencies: Dependencies,
  caller: Caller,
  { actionId, code, name }: { actionId: string; code: string; name: string },
): Promise<Building> {
  requireRight(caller, 'posters.renameBuilding');
  const { store, rules } = dependencies;
  return store.write(async (writes) => {
    const { stored } = await rules.current(writes.settings);
    const all = stored.settings.buildings ?? [];
    const known = all.find((each) => each.code === code);
    if (!known) throw new ServiceError('NOT_FOUND', { detail: '没有登记过这个楼栋编码。' });
    if (known.name === name) return known;
    const isTaken = all.some((each) => each.placeCode === known.placeCode && each.name === name);
    if (isTaken)
      throw new ServiceError('INVALID_INPUT', { fields: { name: `这个社区已经有「${name}」，请换一个名字` } });
    const renamed = { ...known, name };
    const buildings = all.map((each) => (each === known ? renamed : each));
    await saveBuildings(writes, dependencies, { actionId, actorId: caller.staffId, stored, buildings });
    return renamed;
  });
}

function freshCode(
  { environment }: Pick<Dependencies, 'environment'>,
  buildings: readonly Building[],
  placeCode: string,
): string {
  for (let attempt = 0; attempt < CODE_TRIES; attempt += 1) {
    const code = buildingCodeFrom(placeCode, environment.randomBytes(32));
    if (code !== null && !buildings.some((each) => each.code === code)) return code;
  }
  throw new Error(`no free code for a building in ${CODE_TRIES} tries: the random source is broken`);
}
