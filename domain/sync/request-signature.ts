/**
 * What a caller signs of each request (SYNC-16): a profile of HTTP Message Signatures (RFC 9421) with one signature, one
 * list of what is covered, and all parameters given, so that a request has one form only and none that is read in two ways.
 */

/** How far the time of a request may be from the city's, in seconds. */
export const REQUEST_SKEW_S = 300;

/** Whose signature it is. Label and tag differ, so that what a station signed is never read as a client's, nor the reverse. */
export interface SignatureProfile {
  readonly label: string;
  readonly tag: string;
  readonly input: RegExp;
  readonly signature: RegExp;
}

function profileOf(label: string): SignatureProfile {
  const tag = `fengqiao-${label}`;
  return {
    label,
    tag,
    input: new RegExp(
      `^${label}=\\((?:"[@a-z-]+"(?: (?!\\))|(?=\\))))+\\);created=(\\d{1,12});nonce="([\\w-]{16,64})";` +
        `keyid="([\\w/-]{1,90})";alg="([a-z0-9-]{1,20})";tag="${tag}"$`,
    ),
    signature: new RegExp(`^${label}=:([A-Za-z0-9+/]{20,200}={0,2}):$`),
  };
}

/** Of a center that has enrolled. */
export const stationSignature = profileOf('station');
/** Of a system of the city that is registered (docs/inbound-api.md). */
export const clientSignature = profileOf('client');

/** Headers that say what is asked for: whichever of them a request has is signed. */
const covered = [
  'authorization',
  'content-digest',
  'content-encoding',
  'range',
  'upload-length',
  'upload-metadata',
  'upload-offset',
  'x-http-method-override',
] as const;

/** A request as its signature is over it. */
export interface SignableRequest {
  readonly method: string;
  /** Path and query as they stand on the line. */
  readonly target: string;
  /** Of a header by its small name; null where the request has none. */
  header(name: string): string | null;
}

export interface RequestSignature {
  /** Seconds since 1970 by the city's clock. */
  readonly created: number;
  /** Never used twice by one key. */
  readonly nonce: string;
  /** District, station and life; of a client its name. */
  readonly keyId: string;
  /** Of the signature: `ed25519`, `sm2-sm3`. */
  readonly algorithm: string;
}

export interface RequestSender {
  readonly feed: string;
  readonly stationId: string;
  readonly incarnation: number;
}

export const keyIdOf = ({ feed, stationId, incarnation }: RequestSender): string =>
  `${feed}/${stationId}/${incarnation}`;

function componentsOf({ method, target, header }: SignableRequest): readonly (readonly [string, string])[] {
  const [path = '/', query] = target.split(/\?(.*)/s);
  return [
    ['@method', method.toUpperCase()],
    ['@path', path],
    ...(query === undefined ? [] : [['@query', `?${query}`] as const]),
    ...covered.flatMap((name) => {
      const value = header(name);
      return value === null ? [] : [[name, value.trim()] as const];
    }),
  ];
}

function parametersText(
  names: readonly string[],
  { created, nonce, keyId, algorithm }: RequestSignature,
  { tag }: SignatureProfile,
): string {
  const list = names.map((name) => `"${name}"`).join(' ');
  return `(${list});created=${created};nonce="${nonce}";keyid="${keyId}";alg="${algorithm}";tag="${tag}"`;
}

/** The text that is signed (RFC 9421, 2.5), and the header that says how it was made. */
export function signatureBase(
  request: SignableRequest,
  parameters: RequestSignature,
  profile: SignatureProfile = stationSignature,
): { readonly text: string; readonly input: string } {
  const components = componentsOf(request);
  const said = parametersText(
    components.map(([name]) => name),
    parameters,
    profile,
  );
  const lines = [...components, ['@signature-params', said] as const].map(([name, value]) => `"${name}": ${value}`);
  return { text: lines.join('\n'), input: `${profile.label}=${said}` };
}

/** The header that carries the signature. */
export const signatureHeader = (base64: string): string => `${stationSignature.label}=:${base64}:`;

export interface ReadSignature extends RequestSignature {
  /** What must have been signed. */
  readonly text: string;
  /** Base64. */
  readonly signature: string;
}

/**
 * Reads the signature of a request.
 * @returns `missing` where it has none, `malformed` where it does not cover all that it must in the one form there is.
 */
export function readSignature(
  request: SignableRequest,
  profile: SignatureProfile = stationSignature,
): ReadSignature | 'missing' | 'malformed' {
  const input = request.header('signature-input');
  const given = request.header('signature');
  if (input === null && given === null) return 'missing';
  const [, created, nonce, keyId, algorithm] = profile.input.exec(input ?? '') ?? [];
  const [, signature] = profile.signature.exec(given ?? '') ?? [];
  if (!created || !nonce || !keyId || !algorithm || !signature) return 'malformed';
  const parameters = { created: Number(created), nonce, keyId, algorithm };
  const wanted = signatureBase(request, parameters, profile);
  return wanted.input === input ? { ...parameters, text: wanted.text, signature } : 'malformed';
}

/** Whether the time of a request is near enough to the city's. @param now in ms */
export function isFresh({ created }: Pick<RequestSignature, 'created'>, now: number): boolean {
  return Math.abs(now / 1_000 - created) <= REQUEST_SKEW_S;
}
