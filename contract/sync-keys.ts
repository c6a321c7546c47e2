import * as z from 'zod';
import { suiteIds } from '../domain/suites/suite-ids.ts';
import { procedure } from './errors.ts';

/** The city keeps a center's recovery key, sealed for the city on the way (docs/keys.md). */

const publicKey = z.string().min(40).max(200);

const sealed = { nonce: z.base64().max(40), ciphertext: z.base64().max(400) };

/** One for each suite of algorithms (docs/suites.md). */
export const sealedBoxSchema = z.discriminatedUnion('algorithm', [
  z.object({
    algorithm: z.literal('x25519-hkdf-sha256-aes-256-gcm'),
    /** X25519, SPKI in base64; of this box alone. */
    ephemeral: publicKey,
    ...sealed,
  }),
  z.object({
    algorithm: z.literal('sm2-hkdf-sm3-sm4-gcm'),
    /** What the key of this box comes from, under the recipient's SM2 key: C1, C3, C2. */
    wrappedKey: z.base64().max(400),
    ...sealed,
  }),
]);
export type SealedBox = z.infer<typeof sealedBoxSchema>;

/** What recovery keys are sealed for, on either side. */
export const RECOVERY_PURPOSE = 'fengqiao recovery key for the city';

/** In which suite the sender seals. A center of an older version does not say, and can only do so in the first. */
export const recipientInputSchema = z.object({ suite: z.enum(suiteIds).optional() }).optional();
export type RecipientInput = z.infer<typeof recipientInputSchema>;

export const recipientOutputSchema = z.object({
  /** X25519 or SM2, SPKI in base64. */
  publicKey,
  /** By the key that signs receipts, over the canonical JSON of `recipient` and the key; base64url. */
  signature: z.string().max(200),
});

export const keepKeyInputSchema = z.object({
  /** Which keys it opens. */
  keyId: z.string().regex(/^[0-9a-f]{16}$/),
  sealed: sealedBoxSchema,
});
export type KeepKeyInput = z.infer<typeof keepKeyInputSchema>;

/** By the city's clock, in ms. */
export const keepKeyOutputSchema = z.object({ keptAt: z.int() });

export const syncKeys = {
  recipient: procedure
    .route({
      tags: ['同步'],
      method: 'GET',
      path: '/sync/keys/recipient',
      summary: '取市里接收恢复密钥用的公钥',
      description: 'signature 是用签回执的同一把密钥所作的签名，工作站核对以后才用这个公钥加密。',
    })
    .input(recipientInputSchema)
    .output(recipientOutputSchema),
  keep: procedure
    .route({
      tags: ['同步'],
      path: '/sync/keys',
      summary: '把本站的恢复密钥（已加密封好）交给市里保管',
      description: '同一 keyId 再交，替换以前的一份。市级管理员凭命令取出，并留下取用的人和时间。',
    })
    .input(keepKeyInputSchema)
    .output(keepKeyOutputSchema),
};
