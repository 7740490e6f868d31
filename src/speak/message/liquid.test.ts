import { expect, test } from 'vitest';
import { readTemplate, renderTemplate } from './liquid.ts';

test('the variables of a text are named with their lines, those that are worked out as such', () => {
  expect(readTemplate('Hej!\n{{ price.jacket }} {% if customer.city == "Umeå" %}{{ price[x] }}{% endif %}')).toEqual({
    ok: true,
    variables: [
      { path: ['price', 'jacket'], line: 2, isFixed: true },
      { path: ['price', 'x'], line: 2, isFixed: false },
      { path: ['customer', 'city'], line: 2, isFixed: true },
      { path: ['x'], line: 2, isFixed: true },
    ],
  });
});

test('what cannot be read is told with its line', () => {
  expect(readTemplate('a\nb\n{% if x %}')).toMatchObject({ ok: false, line: 3 });
  expect(readTemplate('{{ x | shout }}')).toMatchObject({ ok: false, why: expect.stringContaining('shout') });
  expect(readTemplate('{% include "../../etc/passwd" %}')).toMatchObject({ ok: false });
  expect(readTemplate('{% render "x" %}')).toMatchObject({ ok: false });
});

test('a text that would run for ever, fill the memory or reach behind its values is refused', () => {
  expect(renderTemplate('{% for i in (1..100000000) %}x{% endfor %}', {})).toMatchObject({ ok: false });
  const loops =
    '{% for i in (1..900) %}{% for j in (1..900) %}{% for k in (1..900) %}x{% endfor %}{% endfor %}{% endfor %}';
  expect(renderTemplate(loops, {})).toMatchObject({ ok: false });
  const doubling = `{% assign a = "xxxxxxxx" %}${'{% assign a = a | append: a %}'.repeat(40)}{{ a }}`;
  expect(renderTemplate(doubling, {})).toMatchObject({ ok: false });
  expect(renderTemplate('[{{ customer.constructor.name }}{{ customer.__proto__ }}]', { customer: {} })).toEqual({
    ok: true,
    text: '[]',
  });
});

test('in HTML what a customer is called is text, whatever it holds, and no filter undoes it', () => {
  const scope = { customer: { name: '<script>alert(1)</script>' } };
  expect(renderTemplate('<p>{{ customer.name }}</p>', scope, 'html')).toEqual({
    ok: true,
    text: '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
  });
  expect(renderTemplate('{{ customer.name | raw }}', scope, 'html')).toMatchObject({ ok: false });
});
