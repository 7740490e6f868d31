import { Liquid } from 'liquidjs';
import { expect, test, vi } from 'vitest';
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

test('a text that is filled again is filled as if it were read anew, whatever was filled or looked through in between', () => {
  const texts = [
    '{% cycle "a", "b" %}{% cycle "a", "b" %}{{ x }}',
    '{% for i in list limit: 1 %}{{ i }}{% endfor %}{% for i in list offset: continue %}-{{ i }}{% endfor %}',
    '{% assign y = x %}{% capture z %}{{ y }}{% endcapture %}{{ z }}{% if x == "1" %}ett{% else %}annat{% endif %}',
    '{% case x %}{% when "1" %}ett{% else %}{{ x | append: "!" }}{% endcase %}{% comment %}{{ q }}{% endcomment %}',
  ];
  const scopes = ['1', '2', '<b>'].map((x) => ({ x, list: [x, 'n', 'm'] }));
  for (const text of texts)
    for (const output of ['text', 'html'] as const) {
      // A sign more is another text, that nobody has read before.
      const anew = scopes.map((scope, nth) => renderTemplate(text + ' '.repeat(nth + 1), scope, output));
      const again = [0, 1, 2, 1, 0].map((nth) => {
        readTemplate(text, output);
        return renderTemplate(text, scopes[nth] ?? {}, output);
      });
      const trimmed = anew.map((each) => (each.ok ? { ...each, text: each.text.trimEnd() } : each));
      expect(again).toEqual([0, 1, 2, 1, 0].map((nth) => trimmed[nth]));
    }
  expect(renderTemplate(texts[0] ?? '', {}, 'text')).toEqual({ ok: true, text: 'ab' });
});

test('a text is read once, for however many customers it is filled', () => {
  const parse = vi.spyOn(Liquid.prototype, 'parse');
  for (const name of ['Åsa', 'Bo', 'Eva'])
    expect(renderTemplate('Hej {{ name }}, en gång.', { name })).toEqual({ ok: true, text: `Hej ${name}, en gång.` });
  expect(readTemplate('Hej {{ name }}, en gång.')).toMatchObject({ ok: true });
  expect(parse).toHaveBeenCalledTimes(1);
  parse.mockRestore();
});
