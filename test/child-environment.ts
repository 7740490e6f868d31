/**
 * What a program of ours that a test starts is given of the environment: where programs are found, and where `npm test`
 * keeps what is compiled already, so that each of the many starts need not compile it anew.
 */
export function childEnvironment(): Record<string, string> {
  const { PATH = '', NODE_COMPILE_CACHE: compiled } = process.env;
  return compiled === undefined ? { PATH } : { PATH, NODE_COMPILE_CACHE: compiled };
}
