import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MadeOfTexts } from './made-of-texts.ts';

test('what was made of the texts asked for last is found, and of no more signs than are kept', () => {
  const asked = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 4 }), { maxLength: 40 });
  fc.assert(
    fc.property(asked, fc.integer({ min: 0, max: 12 }), (texts, most) => {
      const made = new MadeOfTexts<string>(most);
      // The same by looking back: a text is there while it, and the others asked for since, are within what is kept.
      let lately: string[] = [];
      for (const text of texts) {
        expect(made.find(text)).toBe(lately.includes(text) ? text.toUpperCase() : undefined);
        made.keep(text, text.toUpperCase());
        lately = lately.filter((each) => each !== text);
        if (text.length > most) continue;
        lately.push(text);
        while (lately.reduce((signs, each) => signs + each.length, 0) > most) lately.shift();
      }
    }),
  );
});
