/** Text that both databases can keep: no zero byte and no half of a surrogate pair. */
export const KEEPABLE = String.raw`^[^\u0000\ud800-\udfff]*$`;
