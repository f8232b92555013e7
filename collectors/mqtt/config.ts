import { z } from 'zod';
import { Secret } from '../../core/secret.ts';
import { parseTopicPattern } from './topic-pattern.ts';

const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));

const topicPattern = z.string().transform((text, context) => {
  try {
    return parseTopicPattern(text);
  } catch (cause) {
    context.addIssue({ code: 'custom', message: cause instanceof Error ? cause.message : 'not a topic pattern' });
    return z.NEVER;
  }
});

const mapping = z.strictObject({
  topic: topicPattern.describe('Topic with named levels, for example "plant/{site}/{sensor}/{metric}".'),
  kind: z.enum(['reading', 'alarm']).default('reading'),
  site: z.string().min(1).optional().describe('Fixed site; else the level named {site}.'),
  sensor: z.string().min(1).optional().describe('Fixed sensor; else the level named {sensor}.'),
  metric: z.string().min(1).optional().describe('Fixed metric; else the level named {metric}, else the field.'),
});

export type TopicMapping = z.output<typeof mapping>;

export const mqttConfigSchema = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether MQTT is used at all.'),
    host: z.string().min(1).default('127.0.0.1').describe('Address the embedded broker listens on.'),
    port: z.coerce.number().int().min(0).max(65_535).default(1883).describe('Port the embedded broker listens on.'),
    url: z
      .string()
      .regex(
        /^mqtts?:\/\/[^\s/@]+\/?$/,
        'must be mqtt://host:1883 or mqtts://host:8883; user and password have settings of their own',
      )
      .optional()
      .describe('An outside broker instead of the embedded one.'),
    username: z.string().optional().describe('User at the outside broker.'),
    password: secret.optional().describe('Password at the outside broker.'),
    caFile: z.string().optional().describe('Certificate authority of the broker, PEM.'),
    certFile: z.string().optional().describe('Own certificate, PEM.'),
    keyFile: z.string().optional().describe('Key of the own certificate, PEM.'),
    clientId: z
      .string()
      .min(1)
      .max(23)
      .optional()
      .describe('Names the persistent session; else made from the host name.'),
    subscriptions: z
      .array(z.string().min(1))
      .default(['telltale/#'])
      .describe('Topic filters asked of an outside broker, besides those of the mappings.'),
    mappings: z.array(mapping).default([]).describe('What topics of other makers mean.'),
    maxMessageBytes: z.coerce
      .number()
      .int()
      .min(128)
      .default(1_000_000)
      .describe('Larger messages are skipped and counted.'),
    connectTimeoutSeconds: z.coerce.number().positive().default(10).describe('How long connecting may take.'),
    keepaliveSeconds: z.coerce.number().int().min(5).default(30).describe('How often a quiet connection is tried.'),
  })
  .prefault({});

export type MqttConfig = z.output<typeof mqttConfigSchema>;
