import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { item, now, readingsOf, rss, sightingsIn, timeZone } from '../../../test/feed-texts.ts';
import { readSightingFile } from '../sighting-file.reads.ts';

test('a feed that is Windows-1252 and says it is UTF-8 is read as what it is', async () => {
  const text = rss('<item><title>Tröja på rea</title><g:id>å1</g:id><g:price>1 SEK</g:price></item>');
  expect(await sightingsIn(Buffer.from(text, 'latin1'))).toMatchObject([
    { product: 'å1', productName: 'Tröja på rea' },
  ]);
});

test('a feed whose channel nobody said is refused with what to do', async () => {
  const reading = readSightingFile(Readable.from([Buffer.from(rss(''))]), { name: 'feed.xml', now, timeZone });
  await expect(reading.next()).rejects.toThrow('name the channel');
});

const bomb =
  '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]><rss><channel><item><title>&lol1;</title></item></channel></rss>';
test.each([
  ['entities that unfold', bomb, 'document type'],
  ['a document type that names a file', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><rss/>', 'document type'],
  ['an entity that it does not declare', rss(item('<g:price>&xxe;</g:price>')), 'entity'],
  ['another outermost element', '<html><body/></html>', 'outermost element is <html>'],
  ['elements nested without end', `<rss>${'<a>'.repeat(100_000)}`, 'more than 60 deep'],
  ['a product of a million elements', rss(`<item>${'<a/>'.repeat(50_000)}</item>`), 'longer than any product'],
  ['an end in the middle', '<rss><channel><item><g:id>a', 'unclosed'],
])('a feed with %s is refused with the reason', async (_what, text, reason) => {
  await expect(readingsOf(text)).rejects.toMatchObject({
    code: 'file-unreadable',
    message: expect.stringContaining(reason),
  });
});

/** A gigabyte as it comes, and how much of it was asked for. */
function gigabyte(head: string, body: string) {
  const piece = Buffer.from(body.repeat(Math.ceil(65_536 / body.length)));
  const asked = { bytes: 0 };
  function* pieces() {
    yield Buffer.from(head);
    while (asked.bytes < 1_000_000_000) {
      asked.bytes += piece.length;
      yield piece;
    }
  }
  return { asked, source: Readable.from(pieces(), { highWaterMark: 1 }) };
}

test('a gigabyte of products is read as it comes: what has been asked for stays near what has been read', async () => {
  const { asked, source } = gigabyte('<rss><channel>', item('<g:price>999 SEK</g:price>').replaceAll('g:', ''));
  const reading = readSightingFile(source, { name: 'feed.xml', now, timeZone, feed: { channel: 'web' } });
  let [batches, rows] = [0, 0];
  for await (const batch of reading) {
    rows += batch.length;
    if ((batches += 1) === 20) break;
  }
  expect(rows).toBeGreaterThan(1_000);
  expect(asked.bytes).toBeLessThan(5_000_000);
});

test.each([
  ['one text', '<rss><channel><item><title>', 'x'],
  ['one tag', '<rss><channel><item', ' a="b"'],
  ['one comment', '<rss><!--', 'x'],
  ['elements within elements', '', '<rss>'],
])('a gigabyte of %s is refused before ten megabytes are asked for', async (_what, head, body) => {
  const { asked, source } = gigabyte(head, body);
  await expect(readingsOf(source)).rejects.toMatchObject({ code: 'file-unreadable' });
  expect(asked.bytes).toBeLessThan(10_000_000);
});
