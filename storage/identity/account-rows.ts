import { z } from 'zod';
import { ROLES } from '../../core/action.ts';
import {
  MACHINE_RIGHTS,
  type Account,
  type KeptLink,
  type KeptSession,
  type Machine,
} from '../../core/ports/account-store.ts';

const sites = z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text)));

const accountRow = z.object({
  name: z.string(),
  role: z.enum(ROLES),
  sites,
  password_hash: z.string().nullable(),
  subject: z.string().nullable(),
  disabled: z.number(),
  created_at_millis: z.number(),
});

export function accountOf(row: unknown): Account {
  const {
    password_hash: passwordHash,
    subject,
    disabled,
    created_at_millis: createdAtMillis,
    ...rest
  } = accountRow.parse(row);
  return {
    ...rest,
    ...(passwordHash === null ? {} : { passwordHash }),
    ...(subject === null ? {} : { subject }),
    disabled: disabled === 1,
    createdAtMillis,
  };
}

const sessionRow = z.object({
  key_hash: z.string(),
  account: z.string(),
  address: z.string(),
  began_at_millis: z.number(),
  seen_at_millis: z.number(),
  expires_at_millis: z.number(),
});

export function sessionOf(row: unknown): KeptSession {
  const parsed = sessionRow.parse(row);
  return {
    keyHash: parsed.key_hash,
    account: parsed.account,
    address: parsed.address,
    beganAtMillis: parsed.began_at_millis,
    seenAtMillis: parsed.seen_at_millis,
    expiresAtMillis: parsed.expires_at_millis,
  };
}

const linkRow = z.object({ key_hash: z.string(), account: z.string().nullable(), expires_at_millis: z.number() });

export function linkOf(row: unknown): KeptLink {
  const { key_hash: keyHash, account, expires_at_millis: expiresAtMillis } = linkRow.parse(row);
  return { keyHash, ...(account === null ? {} : { account }), expiresAtMillis };
}

const machineRow = z.object({ name: z.string(), may: z.enum(MACHINE_RIGHTS), sites, created_at_millis: z.number() });

export function machineOf(row: unknown): Machine {
  const { may, created_at_millis: createdAtMillis, ...rest } = machineRow.parse(row);
  return { ...rest, right: may, createdAtMillis };
}
