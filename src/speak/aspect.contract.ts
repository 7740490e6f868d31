import { type Static, Type } from 'typebox';

/** In what two channels are unequal. */
export const AspectSchema = Type.Union(
  [Type.Literal('price'), Type.Literal('share'), Type.Literal('period'), Type.Literal('code')],
  { description: 'of what is unequal: in the price, in the share off, in the last day or in the code' },
);
export type Aspect = Static<typeof AspectSchema>;
export type OtherAspect = Exclude<Aspect, 'price'>;

/** What a side states beside its price, where that is what the channels differ in. */
export const besideFields = {
  until: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$', description: 'the last day that it holds' })),
  percent: Type.Optional(Type.Number({ description: 'the share off, in percent' })),
  code: Type.Optional(Type.String({ maxLength: 200, description: 'the code that is asked for' })),
};
