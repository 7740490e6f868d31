import { lowAt, lowsAfter, type Token } from './token.ts';

const noes: ReadonlySet<string> = new Set('nej nä tyvärr no nope nix inte not sorry unfortunately'.split(' '));
const FAR_WORDS = 15;
/** "Säljaren: Nej": who answers may be named first. */
const ANSWER_WORDS = 3;

/** Whether the sentence that goes on after a token is a question: "£90, is it?" */
export function isAsked(tokens: readonly Token[], last: number): boolean {
  return lowsAfter(tokens, last, FAR_WORDS).at(-1) === '?';
}

/** Whether what is asked is answered with a no: "Does it cost £90? - No", so that nobody has said it of the product. */
export function isDenied(tokens: readonly Token[], last: number): boolean {
  if (!isAsked(tokens, last)) return false;
  const next = last + lowsAfter(tokens, last, FAR_WORDS).length + 1;
  const answer = [...Array(ANSWER_WORDS).keys()].map((step) => lowAt(tokens, next + step));
  const from = answer[1] === ':' ? 2 : 0;
  return answer.slice(from).some((low) => noes.has(low));
}
