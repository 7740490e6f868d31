import { expect, test } from 'vitest';
import { contrastOf, lowContrasts } from './contrast.ts';
import { compileMjml } from './mjml.ts';

test('the contrast of two colours is as WCAG counts it', () => {
  expect(contrastOf([0, 0, 0], [255, 255, 255])).toBe(21);
  expect(contrastOf([255, 255, 255], [0, 0, 0])).toBe(21);
  // The greys on either side of 4.5:1 on white.
  expect(contrastOf([118, 118, 118], [255, 255, 255])).toBeCloseTo(4.54, 2);
  expect(contrastOf([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
});

async function inMail(body: string): Promise<unknown> {
  const made = await compileMjml(
    `<mjml><mj-body><mj-section background-color="#ffffff"><mj-column>${body}</mj-column></mj-section></mj-body></mjml>`,
  );
  return made.ok ? lowContrasts(made.html) : made.why;
}

test('words of a mail that are too pale are told with their contrast, large ones by their own measure', async () => {
  expect(await inMail('<mj-text color="#bbbbbb">Hej på dig</mj-text>')).toEqual([
    { text: 'Hej på dig', ratio: 1.9, least: 4.5 },
  ]);
  expect(
    await inMail('<mj-text color="#777">Hej</mj-text><mj-text color="#777" font-size="24px">Rea</mj-text>'),
  ).toEqual([{ text: 'Hej', ratio: 4.4, least: 4.5 }]);
  expect(await inMail('<mj-button background-color="#ffcc00" color="white">Köp nu</mj-button>')).toEqual([
    { text: 'Köp nu', ratio: 1.5, least: 4.5 },
  ]);
  expect(await inMail('<mj-text>Svart på vitt, <a style="color:#3050c0">en länk</a> &nbsp;</mj-text>')).toEqual([]);
});

test('of colours that cannot be told nothing is said, and what is not closed ends with what is around it', () => {
  expect(lowContrasts('<p style="color:rgba(1,2,3,.5)">Hej</p><p style="background:url(x.png)">Hej</p>')).toEqual([]);
  expect(lowContrasts('<div><p style="color:#fff">Vit</div><p>Svart</p>')).toEqual([
    { text: 'Vit', ratio: 1, least: 4.5 },
  ]);
  expect(lowContrasts('<style>p{color:#fff}</style><br><p>Svart</p></p></b>')).toEqual([]);
});
