import { once } from 'node:events';
import { connect } from 'node:net';
import { call, type Drawing } from './corpus.ts';

/**
 * Games below HTTP, over bare sockets: requests that no HTTP client would send. Each says whether its event must be in
 * the history; the rest must be turned away or cut off, and none may end the server.
 */
type Game = {
  readonly name: string;
  readonly isTaken: boolean;
  readonly parts: (body: string) => readonly (string | Buffer)[];
};

const SILENCE_MS = 1500;

function head(lines: readonly string[]): string {
  return `POST /v1/track HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${lines.map((each) => `${each}\r\n`).join('')}\r\n`;
}

function length(body: string, more = 0): string {
  return `Content-Length: ${Buffer.byteLength(body) + more}`;
}

function chunk(body: string, extension = ''): string {
  return `${Buffer.byteLength(body).toString(16)}${extension}\r\n${body}\r\n`;
}

function gamesFor(key: string): readonly Game[] {
  const auth = `Authorization: Bearer ${key}`;
  return [
    { name: 'as it should be', isTaken: true, parts: (body) => [head([auth, length(body)]), body] },
    {
      name: 'byte by byte',
      isTaken: true,
      parts: (body) => [...((head([auth, length(body)]) + body).match(/[\s\S]{1,40}/g) ?? [])],
    },
    {
      name: 'chunks with extensions and a trailer',
      isTaken: true,
      parts: (body) => [head([auth, 'Transfer-Encoding: chunked']), chunk(body, ';a=b'), '0\r\nX-Trailer: 1\r\n\r\n'],
    },
    {
      name: 'HTTP/1.0',
      isTaken: true,
      parts: (body) => [head([auth, length(body)]).replace('HTTP/1.1', 'HTTP/1.0'), body],
    },
    {
      name: 'waits to be told to go on',
      isTaken: true,
      parts: (body) => [head([auth, length(body), 'Expect: 100-continue']), body],
    },
    {
      name: 'an address with a host',
      isTaken: true,
      parts: (body) => [head([auth, length(body)]).replace('/v1/track', 'http://x/v1/track'), body],
    },
    { name: 'says less than it sends', isTaken: false, parts: (body) => [head([auth, length(body, -5)]), body] },
    { name: 'says more than it sends', isTaken: false, parts: (body) => [head([auth, length(body, 5)]), body] },
    { name: 'two lengths', isTaken: false, parts: (body) => [head([auth, length(body), length(body, 3)]), body] },
    { name: 'a length below nothing', isTaken: false, parts: (body) => [head([auth, 'Content-Length: -1']), body] },
    {
      name: 'a length and chunks',
      isTaken: false,
      parts: (body) => [head([auth, length(body), 'Transfer-Encoding: chunked']), chunk(body), '0\r\n\r\n'],
    },
    {
      name: 'a chunk of another size',
      isTaken: false,
      parts: (body) => [head([auth, 'Transfer-Encoding: chunked']), `ffffffffffffffffff\r\n${body}\r\n0\r\n\r\n`],
    },
    {
      name: 'no last chunk',
      isTaken: false,
      parts: (body) => [head([auth, 'Transfer-Encoding: chunked']), chunk(body)],
    },
    { name: 'no host', isTaken: false, parts: (body) => [head([auth, length(body)]).replace('Host: x\r\n', ''), body] },
    {
      name: 'a header too long',
      isTaken: false,
      parts: (body) => [head([auth, length(body), `X-Long: ${'x'.repeat(70_000)}`]), body],
    },
    { name: 'a broken header', isTaken: false, parts: (body) => [head([auth, length(body), 'X-\0: 1']), body] },
    {
      name: 'a line folded',
      isTaken: false,
      parts: (body) => [head([auth, length(body), 'X-A: 1\r\n\tfolded']), body],
    },
    {
      name: 'a method of its own',
      isTaken: false,
      parts: (body) => [head([auth, length(body)]).replace('POST', 'STEAL'), body],
    },
    {
      name: 'another method',
      isTaken: false,
      parts: (body) => [head([auth, length(body)]).replace('POST', 'PATCH'), body],
    },
    {
      name: 'the key twice',
      isTaken: false,
      parts: (body) => [head(['Authorization: Bearer no', auth, length(body)]), body],
    },
    {
      name: 'expects what nobody has',
      isTaken: false,
      parts: (body) => [head([auth, length(body), 'Expect: tea']), body],
    },
    { name: 'bytes of anything', isTaken: false, parts: () => [Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3])] },
    { name: 'nothing', isTaken: false, parts: () => [''] },
    {
      name: 'an address up and out',
      isTaken: false,
      parts: (body) => [head([auth, length(body)]).replace('/v1/track', '/../../etc/passwd%00'), body],
    },
    {
      name: 'an address that does not decode',
      isTaken: false,
      parts: (body) => [head([auth, length(body)]).replace('/v1/track', '/v1/%c0%af%'), body],
    },
  ];
}

/** Plays one game and returns what the server said, until it falls silent, closes, or has answered. */
async function play(url: string, parts: readonly (string | Buffer)[]): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
  let told = '';
  const { promise, resolve } = Promise.withResolvers<void>();
  const silence = setTimeout(resolve, SILENCE_MS);
  socket.on('data', (part: Buffer) => {
    told += part.toString('latin1');
    if (/^HTTP\/1\.1 [2-5]\d\d[\s\S]*\r\n\r\n[\s\S]/.test(told)) resolve();
  });
  socket.on('error', () => resolve());
  socket.on('close', () => resolve());
  await once(socket, 'connect');
  for (const part of parts) {
    if (socket.destroyed) break;
    socket.write(part);
    await new Promise(setImmediate);
  }
  await promise;
  clearTimeout(silence);
  socket.destroy();
  return told;
}

export type WireReport = {
  readonly played: number;
  readonly good: readonly string[];
  readonly surprises: readonly string[];
};

export async function playWireGames(url: string, drawing: Drawing, most: number): Promise<WireReport> {
  const games = gamesFor(drawing.key);
  const good: string[] = [];
  const surprises: string[] = [];
  let played = 0;
  const player = async (): Promise<void> => {
    while (played < Math.max(most, games.length)) {
      const game = games[played % games.length];
      played += 1;
      if (game === undefined) return;
      const id = `w${drawing.tag}-${played}`;
      const told = await play(url, game.parts(JSON.stringify(call(drawing, id, 'track'))));
      const statuses = [...told.matchAll(/^HTTP\/1\.1 ([2-5]\d\d)/gm)].map(([, status]) => Number(status));
      const isTaken = statuses[0] === 200;
      if (game.isTaken) good.push(id);
      if (isTaken !== game.isTaken || statuses.some((status) => status >= 500))
        surprises.push(`the game "${game.name}" was answered ${told.slice(0, 200) || 'nothing'}`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, player));
  return { played, good, surprises };
}
