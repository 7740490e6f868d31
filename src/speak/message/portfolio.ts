import type { MessageBody } from './message.contract.ts';
import type { CarriedTheme, PlaceInput, Portfolio } from './portfolio.contract.ts';

export type LiveMessage = {
  readonly id: string;
  readonly body: Pick<MessageBody, 'name' | 'theme' | 'forms'>;
  /** The products that its references stand for. */
  readonly products: readonly string[];
};
/** A product that a channel was last seen to sell at a reduced price; `place` null is the whole channel. */
export type Reduced = { readonly channel: string; readonly place: string | null; readonly product: string };

const MOST_THEMES = 2;
const MOST_UNSAID = 20;

function sameWord(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}

/** A channel carries every message with a form in it; a touchpoint those whose form is written for it. */
function isCarriedBy(place: PlaceInput, { body }: LiveMessage): boolean {
  return body.forms.some(
    (form) =>
      form.channel === place.channel &&
      (place.touchpoint === '' || (form.kind === 'web' && sameWord(form.slot, place.touchpoint))),
  );
}

function themesOf(messages: readonly LiveMessage[]): CarriedTheme[] {
  const themed = messages.filter(({ body }) => body.theme.trim() !== '');
  const byTheme = Map.groupBy(themed, ({ body }) => body.theme.trim().toLowerCase());
  return [...byTheme.values()].map((each) => ({
    theme: each[0]?.body.theme.trim() ?? '',
    messages: each.map(({ id, body }) => ({ id, name: body.name })),
  }));
}

/** What a place really carries beside what it is meant to: its drift. */
export function driftOf(
  place: PlaceInput,
  live: readonly LiveMessage[],
  reduced: readonly Reduced[],
): Portfolio['places'][number] {
  const carried = live.filter((message) => isCarriedBy(place, message));
  const carries = themesOf(carried);
  const products = new Set(
    reduced
      .filter(
        ({ channel, place: where }) =>
          channel === place.channel && (place.touchpoint === '' || where === place.touchpoint),
      )
      .map(({ product }) => product),
  );
  const named = new Set(carried.flatMap((message) => message.products));
  return {
    ...place,
    carries,
    onSale: products.size,
    drift: {
      absent: place.themes.filter((theme) => !carries.some((each) => sameWord(each.theme, theme))),
      unmeant: carries.flatMap(({ theme }) => (place.themes.some((each) => sameWord(each, theme)) ? [] : theme)),
      isCrowded: carries.length > MOST_THEMES,
      unsaid: [...products].filter((product) => !named.has(product)).slice(0, MOST_UNSAID),
    },
  };
}
