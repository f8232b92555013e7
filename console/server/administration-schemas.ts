import { z } from 'zod';
import { ROLES } from '../../core/action.ts';
import { MACHINE_RIGHTS } from '../../core/ports/account-store.ts';
import { isoTime } from './api-schemas.ts';

/** Who is asking. */
export const sessionSchema = z.object({
  name: z.string(),
  role: z.enum(ROLES),
  sites: z.array(z.string()).describe('Names or patterns of the sites this person sees.'),
  expiresAt: isoTime
    .nullable()
    .describe('When one must sign in again; null of the first administrator, who has no account yet.'),
});

export const signInSchema = z.object({
  accounts: z.boolean().describe('False until the first account is made.'),
  invitation: z
    .object({ name: z.string().nullable() })
    .nullable()
    .describe('What the link is for that this browser followed.'),
  outside: z.object({ label: z.string() }).nullable().describe('Where else one can sign in.'),
});

const personName = z.string().min(1).max(200);
const password = z.string().min(1).max(1000);
const sitePatterns = z.array(z.string().min(1).max(256)).min(1).max(1000);

export const signInBodySchema = z.strictObject({ name: personName, password });
export const passwordBodySchema = z.strictObject({ old: password, new: password });
export const invitationBodySchema = z.strictObject({ name: personName.optional(), password });

export const personSchema = z.object({
  name: z.string(),
  role: z.enum(ROLES),
  sites: z.array(z.string()),
  disabled: z.boolean(),
  signsIn: z.enum(['with a password', 'elsewhere', 'not yet']),
  createdAt: isoTime,
  sessions: z.number().int(),
});
export const personBodySchema = z.strictObject({ name: personName, role: z.enum(ROLES), sites: sitePatterns });
export const personChangeSchema = z.strictObject({
  role: z.enum(ROLES).exactOptional(),
  sites: sitePatterns.exactOptional(),
  disabled: z.boolean().exactOptional(),
});
export const linkSchema = z.object({
  path: z.string().describe('Below the address of the console.'),
  expiresAt: isoTime,
});

export const siteEntrySchema = z.object({
  site: z.string(),
  title: z.string().nullable(),
  sensors: z.array(z.object({ sensor: z.string(), name: z.string().nullable() })),
});

export const settingsCheckSchema = z.object({
  problems: z.array(z.object({ path: z.string(), value: z.string(), remedy: z.string() })),
  differences: z.array(z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export const settingsSchema = z.object({
  file: z.string(),
  text: z.string().describe('YAML, secrets masked.'),
  revision: z.string(),
  inForce: z.array(z.object({ path: z.string(), value: z.string(), origin: z.string() })),
  usual: z.record(z.string(), z.unknown()).describe('What holds of the house where nobody says anything.'),
});
export const settingsBodySchema = z.strictObject({ text: z.string().max(1_000_000), basedOn: z.string().max(100) });
export const settingsVersionSchema = z.object({ id: z.string(), replacedAt: isoTime, by: z.string() });

export const tokenSchema = z.object({
  name: z.string(),
  right: z.enum(MACHINE_RIGHTS),
  sites: z.array(z.string()),
  createdAt: isoTime,
});
export const tokenBodySchema = z.strictObject({ name: personName, right: z.enum(MACHINE_RIGHTS), sites: sitePatterns });

export type SessionView = z.infer<typeof sessionSchema>;
export type SignInView = z.infer<typeof signInSchema>;
export type SiteEntryView = z.infer<typeof siteEntrySchema>;
export type SettingsView = z.infer<typeof settingsSchema>;
export type SettingsCheckView = z.infer<typeof settingsCheckSchema>;
export type SettingsVersionView = z.infer<typeof settingsVersionSchema>;
export type PersonView = z.infer<typeof personSchema>;
export type TokenView = z.infer<typeof tokenSchema>;
export type LinkView = z.infer<typeof linkSchema>;
