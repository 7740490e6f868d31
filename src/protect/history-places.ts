/** Where in the history a customer's events are: see `identify/places.reads`. */
export type HistoryPlaces = { readonly places: readonly string[]; readonly foreign: readonly string[] };
