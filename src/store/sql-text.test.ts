import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeOf, literal, parametersOf, quotedName, splitStatements } from './sql-text.ts';

test('statements end at semicolons that are code', () => {
  const sql = `-- one; two\ncreate table a (b String default ';');\n/* ; */ insert into a values ('it''s;', "x;", \`y;\`);\n;\nselect 1`;
  expect(splitStatements(sql)).toEqual([
    `-- one; two\ncreate table a (b String default ';')`,
    `/* ; */ insert into a values ('it''s;', "x;", \`y;\`)`,
    'select 1',
  ]);
});

test('a file of comments holds no statement', () => {
  expect(splitStatements('-- nothing;\n/* here; */ ;')).toEqual([]);
});

test('parameters are found in code only', () => {
  const sql = `select {a:String}, '{b:String}', { c : Array(Int8) } -- {d:String}\n, map('x', 1), {'k':1}`;
  expect(parametersOf(codeOf(sql))).toEqual(['a', 'c']);
});

test('any text as a literal or a name is one piece of quoted text, wherever it stands', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (value, name) => {
      const sql = `select ${literal(value)} as ${quotedName(name)}; select 2`;
      expect(splitStatements(sql)).toHaveLength(2);
      expect(codeOf(sql).length).toBe(sql.length);
      expect(codeOf(sql).replaceAll(' ', '')).toBe('selectas;select2');
    }),
  );
});
