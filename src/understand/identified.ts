/** What tells one visitor from another, but not who either is. */
export const weakTypes = ['anonymous_id', 'cookie', 'device', 'receipt', 'session'] as const;

/** Whether an identifier of the type leaves the customer anonymous. */
export function isWeakType(type: string): boolean {
  return weakTypes.some((each) => each === type);
}
