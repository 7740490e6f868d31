import { expect, test } from 'vitest';
import { compileMjml } from './mjml.ts';

const mail = (body: string): string =>
  `<mjml><mj-body><mj-section><mj-column>${body}</mj-column></mj-section></mj-body></mjml>`;

test('MJML becomes HTML with its Liquid untouched, and asks nobody for fonts', async () => {
  const made = await compileMjml(
    mail(
      '<mj-text>{{ price.jacket }} {% if customer.city == "Umeå" %}hej{% endif %}</mj-text><mj-button href="{{ optout }}">x</mj-button>',
    ),
  );
  if (!made.ok) throw new Error(made.why);
  expect(made.faults).toEqual([]);
  expect(made.html).toContain('{{ price.jacket }} {% if customer.city == "Umeå" %}hej{% endif %}');
  expect(made.html).toContain('href="{{ optout }}"');
  expect(made.html).not.toContain('fonts.googleapis');
});

test('a tag that does not exist is a fault with its line, and one that is not closed does no harm', async () => {
  expect(await compileMjml(mail('\n<mj-nonsense />'))).toMatchObject({
    ok: true,
    faults: [{ line: 2, why: expect.stringContaining('mj-nonsense') }],
  });
  expect(await compileMjml('no tags at all')).toMatchObject({ ok: false });
});

test('files of the server are not read, and a mail of thousands of tags is refused', async () => {
  expect(await compileMjml(mail('<mj-include path="/etc/passwd" />'))).toMatchObject({ ok: false });
  expect(await compileMjml(mail('<mj-text>x</mj-text>'.repeat(1600)))).toMatchObject({ ok: false });
});
