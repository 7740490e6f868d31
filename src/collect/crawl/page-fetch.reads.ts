import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { TableDecoder } from '../table.ts';
import type { NotRead } from './crawl-fault.ts';
import type { CrawlFaultCode } from './crawl-site.contract.ts';
import { askable } from './own-site.ts';
import { INWARD, NAMELESS, pinnedTo, type Reach, reachable } from './public-address.reads.ts';

/** How pages are asked for. */
export type PageDoor = Reach & {
  /** Ends one request, redirects and all. */
  readonly deadline: () => AbortSignal;
  /** Unpacked; XML may be ten times as long, since a sitemap may list 50,000 pages. */
  readonly mostBytes: number;
};

/** Why the site would rather not have an address asked for, if it would. */
export type Reluctance = (url: URL) => Promise<NotRead | undefined>;

/** What was known of a page, for the server to say that nothing has changed. */
export type Known = { readonly etag: string | null; readonly lastModified: string | null };

/** What came of asking for a page. `status` 0 is no answer at all. */
export type Fetched =
  | ({ readonly kind: 'page'; readonly address: string; readonly text: string } & Known)
  | { readonly kind: 'unchanged' }
  | ({ readonly kind: 'fault'; readonly status: number } & NotRead);

export const USER_AGENT = 'Samspel/0.1 (reads the prices on our own pages)';
const unknownPage: Known = { etag: null, lastModified: null };
const MOST_REDIRECTS = 5;
const LONGEST_HEADER = 500;
const XML_BYTES_A_PAGE_BYTE = 10;
const readableTypes = /^(?:text\/(?:html|xml|plain)|application\/(?:xhtml\+xml|xml|(?:x-)?gzip|octet-stream))\b/i;

/**
 * Asks for a page of ours and returns its text. Every address on the way, also of a redirect, must have an origin that
 * is ours and a machine on the open internet, and the connection goes to the very machine that was checked. What goes
 * wrong is told as a value: a page at fault stops no other.
 */
export async function fetchPage(
  address: string,
  origins: readonly string[],
  door: PageDoor,
  { known = unknownPage, reluctance }: { readonly known?: Known | undefined; readonly reluctance?: Reluctance } = {},
): Promise<Fetched> {
  const signal = door.deadline();
  const been = new Set<string>();
  let next = address;
  try {
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      const url = askable(next, origins);
      if ('reason' in url) return fault(url.code, url.reason);
      if (been.has(url.href)) return fault('redirects', `It is redirected in a circle, by ${url.href}.`);
      been.add(url.href);
      const unwanted = await reluctance?.(url);
      if (unwanted !== undefined) return fault(unwanted.code, unwanted.reason);
      const answer = await ask(url, door, signal, known);
      const to = redirectOf(answer);
      if (to === undefined) return await readAnswer(answer, url.href, door.mostBytes);
      answer.destroy();
      next = URL.canParse(to, url) ? new URL(to, url).href : to;
    }
    return fault('redirects', `It is redirected more than ${MOST_REDIRECTS} times.`);
  } catch (error) {
    if (signal.aborted) return fault('too-slow', 'It took too long to answer.');
    return fault(codeOf(error), `It could not be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

async function ask(url: URL, door: PageDoor, signal: AbortSignal, known: Known): Promise<IncomingMessage> {
  const addresses = await reachable(url.hostname, door);
  signal.throwIfAborted();
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        agent: false,
        lookup: pinnedTo(addresses),
        signal,
        maxHeaderSize: 32_768,
        headers: {
          'user-agent': USER_AGENT,
          accept: 'text/html, application/xhtml+xml, application/xml;q=0.9',
          'accept-encoding': 'gzip, deflate, br',
          ...(known.etag === null ? {} : { 'if-none-match': known.etag }),
          ...(known.lastModified === null ? {} : { 'if-modified-since': known.lastModified }),
        },
      },
      resolve,
    );
    call.on('error', reject);
    call.end();
  });
}

function redirectOf(answer: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) ? answer.headers.location : undefined;
}

async function readAnswer(answer: IncomingMessage, address: string, mostBytes: number): Promise<Fetched> {
  const status = answer.statusCode ?? 0;
  const { 'content-type': type = 'text/html', 'content-encoding': encoding } = answer.headers;
  const refused: NotRead | undefined =
    status !== 200
      ? { code: 'status', reason: `The answer was ${status}.` }
      : readableTypes.test(type)
        ? undefined
        : { code: 'no-page', reason: `It is no page but ${type.slice(0, 80)}.` };
  if (refused !== undefined) {
    answer.destroy();
    return status === 304 ? { kind: 'unchanged' } : { kind: 'fault', status, ...refused };
  }
  const isPage = /^text\/html\b|xhtml/i.test(type);
  const bytes = await bodyOf(answer, encoding, isPage ? mostBytes : mostBytes * XML_BYTES_A_PAGE_BYTE);
  if ('reason' in bytes) return { kind: 'fault', status, ...bytes };
  const { etag, 'last-modified': lastModified } = answer.headers;
  const text = new TableDecoder().decode(bytes, true);
  return { kind: 'page', address, text, etag: headerIn(etag), lastModified: headerIn(lastModified) };
}

function headerIn(value: string | undefined): string | null {
  return value === undefined || value.length > LONGEST_HEADER ? null : value;
}

/** The body, unpacked, or why it is not taken. Both what comes and what it unpacks to are counted. */
async function bodyOf(answer: Readable, encoding: string | undefined, mostBytes: number): Promise<Buffer | NotRead> {
  const unpack = unpackerOf(encoding);
  if (unpack === undefined) {
    answer.destroy();
    return { code: 'packed', reason: `It is packed in a way that is not read: ${String(encoding).slice(0, 40)}.` };
  }
  // A fault of the connection ends what is read from; the loop below meets it.
  const body: Readable = unpack === 'none' ? answer : pipeline(answer, unpack, () => {});
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    // Leaving the loop ends the connection: nothing more is taken in.
    if (bytes > mostBytes) {
      answer.destroy();
      return { code: 'too-large', reason: `It is larger than ${mostBytes} bytes.` };
    }
    pieces.push(piece);
  }
  const whole = Buffer.concat(pieces);
  if (whole[0] !== 0x1f || whole[1] !== 0x8b) return whole;
  // A sitemap.xml.gz is packed by itself, whatever the connection does.
  return await promisify(gunzip)(whole, { maxOutputLength: mostBytes }).catch((): NotRead => ({
    code: 'packed',
    reason: `It is packed, and broken or larger than ${mostBytes} bytes.`,
  }));
}

function unpackerOf(encoding: string | undefined) {
  switch (encoding?.trim().toLowerCase() ?? 'identity') {
    case 'identity':
    case '':
      return 'none';
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return undefined;
  }
}

function fault(code: CrawlFaultCode, reason: string): Fetched {
  return { kind: 'fault', status: 0, code, reason };
}

/** What a connection failed by: an address that may not be asked, a name that no machine has, or the machine itself. */
function codeOf(error: unknown): CrawlFaultCode {
  if (!(error instanceof Error)) return 'unreachable';
  if (error.cause === INWARD) return 'inward';
  const isNameless = 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN');
  return isNameless || error.cause === NAMELESS ? 'no-machine' : 'unreachable';
}
