import { SaxesParser } from 'saxes';
import { invalid } from '#school/refusal.ts';

/** An element with where it stands. */
export interface Element {
  name: string;
  /** Names of the elements around it, the outermost first. */
  around: readonly string[];
  attributes: Readonly<Record<string, string>>;
  /** Line of the file, from 1. */
  line: number;
}

const mostDepth = 16;
const mostElements = 100_000;

/**
 * Tells every element of an XML text in its order. A document type is refused before anything of it is looked at: no entity
 * is ever defined. Refusals under `file`: no XML (with the line), a document type, too deep, too many elements.
 */
export function readXml(text: string, tell: (element: Element) => void): void {
  const parser = new SaxesParser({ xmlns: false });
  const around: string[] = [];
  let elements = 0;
  parser.on('error', () => invalid('asc/no-xml', 'file', { line: parser.line }));
  parser.on('doctype', () => invalid('asc/doctype', 'file'));
  parser.on('opentag', ({ name, attributes }) => {
    elements += 1;
    if (elements > mostElements || around.length >= mostDepth) invalid('asc/too-much', 'file');
    tell({ name, around, attributes, line: parser.line });
    around.push(name);
  });
  parser.on('closetag', () => around.pop());
  parser.write(text).close();
}
