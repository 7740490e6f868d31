/** The lines of a till text that are wider than the receipt, counting from 1. */
export function wideLines(text: string, width: number): { readonly line: number; readonly length: number }[] {
  return text.split('\n').flatMap((line, index) => {
    const { length } = Array.from(line);
    return length > width ? [{ line: index + 1, length }] : [];
  });
}
