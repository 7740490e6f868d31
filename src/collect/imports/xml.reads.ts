import { SaxesParser } from 'saxes';

/** What stands in an XML document, piece by piece. */
export type XmlListener = {
  readonly onOpen: (name: string, attributes: Readonly<Record<string, string>>, line: number) => void;
  readonly onClose: (name: string) => void;
  readonly onText?: (text: string) => void;
};

const MOST_CHARACTERS_A_TAG = 1_000_000;

/**
 * Reads XML as it comes, in bounded memory. Entities of its own are not expanded: a document type is refused, so that no
 * small file can unfold into a large one or name other files. Returns a function for each piece of text, and one for the end.
 */
export function openXml({ onOpen, onClose, onText }: XmlListener): {
  readonly write: (text: string) => void;
  readonly end: () => void;
} {
  const parser = new SaxesParser({ position: true, xmlns: false });
  let lastTagAt = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('it declares a document type, which is not read; take the line out');
  });
  parser.on('opentag', ({ name, attributes }) => {
    lastTagAt = parser.position;
    onOpen(name, attributes, parser.line);
  });
  parser.on('closetag', ({ name }) => {
    lastTagAt = parser.position;
    onClose(name);
  });
  if (onText !== undefined) {
    parser.on('text', onText);
    parser.on('cdata', onText);
  }
  return {
    write(text) {
      parser.write(text);
      if (parser.position - lastTagAt > MOST_CHARACTERS_A_TAG)
        throw new Error(`more than ${MOST_CHARACTERS_A_TAG} characters stand without a tag at line ${parser.line}`);
    },
    end() {
      parser.close();
    },
  };
}
