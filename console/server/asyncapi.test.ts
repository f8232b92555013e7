import asyncapi from '@asyncapi/specs';
import { Ajv } from 'ajv';
import { expect, it, onTestFinished } from 'vitest';
import { makeEvent } from './testing/make-event.ts';
import { deskWith, serve } from './testing/serve.ts';

interface AsyncApi {
  readonly asyncapi: string;
  readonly channels: { readonly stream: { readonly messages: Readonly<Record<string, { readonly payload: object }>> } };
}

it('is AsyncAPI 3.0 by its own schema, and every message says what it carries', async () => {
  const url = await serve();
  const document: AsyncApi = JSON.parse(await (await fetch(`${url}/asyncapi.json`)).text());
  const schema: object = asyncapi.schemasWithoutId['3.0.0'];
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
  expect([validate(document), validate.errors]).toEqual([true, null]);
  expect(validate({ ...document, channels: { stream: { address: 7 } } })).toBe(false);
  expect(Object.keys(document.channels.stream.messages)).toEqual(['snapshot', 'more', 'events', 'status', 'heartbeat']);
});

it('describes what the live stream really sends', async () => {
  const desk = deskWith({ openEvents: () => [makeEvent()], onChange: () => () => undefined });
  const url = await serve(desk);
  const document: AsyncApi = JSON.parse(await (await fetch(`${url}/asyncapi.json`)).text());
  expect(document.asyncapi).toBe('3.0.0');
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const { body } = await fetch(`${url}/api/v1/stream`, { signal: leaving.signal });
  const { value } = (await body?.getReader().read()) ?? {};
  const [, name = '', data = ''] =
    /event: (\S+)\n(?:id: .*\n)?data: (.*)\n/.exec(new TextDecoder().decode(value)) ?? [];
  expect(name).toBe('snapshot');
  const payload = document.channels.stream.messages[name]?.payload ?? {};
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(payload);
  expect([validate(JSON.parse(data)), validate.errors]).toEqual([true, null]);
  expect(validate({ now: 'x', events: [{}], status: {} })).toBe(false);
});
