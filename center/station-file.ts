import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { feedSchema } from '../contract/sync-fields.ts';
import { type SuiteId, suiteIds } from '../domain/suites/suite-ids.ts';
import { writeWholeFile } from './whole-file.ts';

/** By what the city knows this station (SYNC-14). Only the owner of the data folder may read the file. */
const stationFileSchema = z.object({
  origin: z.url(),
  feed: feedSchema,
  name: z.string(),
  serverId: z.string(),
  /** By which receipts are checked; SPKI in base64. */
  serverKey: z.string(),
  /** By which it signs for stations of another suite, and may have signed for this one before. */
  otherServerKeys: z.array(z.string()).optional(),
  /** In which the station hashes and signs; older files name none, and are of the first. */
  suite: z.enum(suiteIds).optional(),
  stationId: z.string(),
  incarnation: z.int().min(1),
  /** Of the algorithm of its suite, PKCS 8 in PEM. */
  privateKey: z.string(),
  /** The city's signature over the enrolment, for a city that was restored to before it; older files have none. */
  enrolment: z.object({ name: z.string(), publicKey: z.string(), certificate: z.string() }).optional(),
  /** SHA-256 of the code by which it takes a broken machine's place, until somebody can sign in. */
  replacing: z.string().optional(),
});

export type StationFile = z.infer<typeof stationFileSchema>;

/** Null before the station has enrolled. @throws where the file is there and cannot be read: a lost key is no new station. */
export function readStationFile(path: string): StationFile | null {
  if (!existsSync(path)) return null;
  return stationFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

const ofSuite = stationFileSchema.pick({ suite: true });

/** In which suite a center writes what lies in its data folder, as its city said; the first before it met one. */
export function suiteIn(dataDir: string): SuiteId {
  const path = join(dataDir, 'station.json');
  const told = existsSync(path) ? ofSuite.parse(JSON.parse(readFileSync(path, 'utf8'))).suite : undefined;
  return told ?? 'standard';
}

export function writeStationFile(path: string, station: StationFile): void {
  writeWholeFile(path, JSON.stringify(station, null, 2));
}

/** All keys by which the city may have signed what is here. */
export const serverKeysOf = ({
  serverKey,
  otherServerKeys = [],
}: Pick<StationFile, 'serverKey' | 'otherServerKeys'>): readonly string[] => [serverKey, ...otherServerKeys];

/** A city beside the center may listen at another port each time; it is the same city. */
export function movedTo(origin: string | undefined, station: StationFile | null): StationFile | null {
  const isBeside = station !== null && new URL(station.origin).hostname === '127.0.0.1';
  return isBeside && origin !== undefined ? { ...station, origin } : station;
}
