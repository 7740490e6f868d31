import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openInternet } from '../src/collect/crawl/crawl-door.reads.ts';
import type { CrawlDoor } from '../src/collect/crawl/site-crawl.reads.ts';
import { TEST_NOW } from './databases.ts';

/** A web server of the test's own, and what it was asked. */
export type Shop = { readonly origin: string; readonly asked: IncomingMessage[] };

const open: Server[] = [];

export async function shop(answer: RequestListener): Promise<Shop> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  open.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** Closes every shop that is open, also in the middle of an answer. */
export function closeShops(): void {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}

/** A door that may reach the machine of the test: only a test can say so. Nothing in it waits. */
export function doorOf(more: Partial<CrawlDoor> = {}): CrawlDoor {
  return {
    ...openInternet(() => TEST_NOW),
    loopback: true,
    pause: async () => {},
    deadline: () => new AbortController().signal,
    ...more,
  };
}

export function productPage(sku: string, price: string, links = ''): string {
  return `<html><script type="application/ld+json">{"@type":"Product","sku":"${sku}","offers":{"price":"${price}","priceCurrency":"SEK"}}</script>${links}</html>`;
}

export function pages(all: Readonly<Record<string, string>>): RequestListener {
  return (request, response) => {
    const page = all[request.url ?? ''];
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html' });
    response.end(page);
  };
}
