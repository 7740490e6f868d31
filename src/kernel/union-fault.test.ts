import { Ajv } from 'ajv';
import { type TSchema, Type } from 'typebox';
import { expect, test } from 'vitest';
import { fieldFault } from '../http/problem.ts';
import { type SchemaFault, clearFaults } from './union-fault.ts';

const closed = { additionalProperties: false };
const Audience = Type.Union([
  Type.Object({ kind: Type.Literal('everyone') }, closed),
  Type.Object({ kind: Type.Literal('list'), identifiers: Type.Array(Type.String(), { minItems: 1 }) }, closed),
  Type.Object({ kind: Type.Literal('rule'), rule: Type.Unknown() }, closed),
]);

function faultsOf(schema: TSchema, value: unknown): string[] {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  validate(value);
  return clearFaults((validate.errors ?? []) as readonly SchemaFault[])
    .map((fault) => fieldFault(fault, value))
    .map(({ field, found, allowed }) => `${field}: found ${found}, allowed is ${allowed}`);
}

test('a form by a word that there is not is told once, with the words there are', () => {
  const schema = Type.Object({ audience: Audience, name: Type.String() }, closed);
  expect(faultsOf(schema, { audience: { kind: 'friends', rule: 1 }, name: 5 })).toEqual([
    'name: found 5, allowed is string',
    'audience.kind: found "friends", allowed is one of everyone, list, rule',
  ]);
});

test('of the form that the word names what is wrong is told, and nothing of the others', () => {
  expect(faultsOf(Audience, { kind: 'list', identifiers: [] })).toEqual([
    'identifiers: found [], allowed is not fewer than 1 items',
  ]);
  expect(faultsOf(Audience, { kind: 'everyone', rule: 1 })).toEqual([
    'rule: found a field with this name, allowed is only the documented fields',
  ]);
});

test('the field that tells forms apart is demanded once where it is missing', () => {
  expect(faultsOf(Audience, {})).toEqual(['kind: found nothing, allowed is a value: the field is required']);
});

test('one of several words is told with all of them, and forms within forms each by their own word', () => {
  const Word = Type.Union([Type.Literal('sv'), Type.Literal('en')]);
  expect(faultsOf(Word, 'fi')).toEqual(['(body): found "fi", allowed is one of sv, en']);
  const Outer = Type.Union([
    Type.Object({ type: Type.Literal('offer'), audience: Audience }, closed),
    Type.Object({ type: Type.Literal('message'), language: Word }, closed),
  ]);
  expect(faultsOf(Outer, { type: 'offer', audience: { kind: 'all' } })).toEqual([
    'audience.kind: found "all", allowed is one of everyone, list, rule',
  ]);
  expect(faultsOf(Outer, { type: 'message', language: 'fi' })).toEqual([
    'language: found "fi", allowed is one of sv, en',
  ]);
});

test('in a list each item is told by itself', () => {
  const item = (kind: string) => ({ kind });
  const list = Array.from({ length: 12 }, (_, nth) => item([1, 10].includes(nth) ? 'all' : 'everyone'));
  const allowed = 'allowed is one of everyone, list, rule';
  expect(faultsOf(Type.Array(Audience), list)).toEqual([
    `1.kind: found "all", ${allowed}`,
    `10.kind: found "all", ${allowed}`,
  ]);
});

test('what may be of several types is told as the validator tells it', () => {
  const Cell = Type.Union([Type.String(), Type.Null()]);
  expect(faultsOf(Cell, 1)).toHaveLength(3);
  expect(faultsOf(Audience, 'everyone').length).toBeGreaterThan(0);
});
