/** What our plots are drawn of: templates/plots uses nothing else, so paper needs no more of SVG than this. */
export interface Picture {
  width: number;
  height: number;
  shapes: Shape[];
}

export interface Shape {
  kind: (typeof kinds)[number];
  /** As they stand: x, y, d, fill … */
  attributes: Record<string, string>;
  /** Of a text. */
  text: string;
}

const kinds = ['rect', 'line', 'circle', 'path', 'text'] as const;

/** The pictures of one or several <svg> in a row; what paper could not draw is an error, never left out in silence. */
export function picturesOf(svg: string): Picture[] {
  const pictures: Picture[] = [];
  /** Of a picture, for the texts that name none. */
  let size: Record<string, string> = {};
  let open: { tag: string; attributes: Record<string, string>; text: string } | undefined;
  for (const [, closing, tag, given, single, text] of svg.matchAll(token)) {
    if (text !== undefined) {
      if (open) open.text += text;
    } else if (tag === 'svg') {
      if (closing) continue;
      const attributes = attributesIn(given!);
      pictures.push(pictureOf(attributes));
      size = { 'font-size': attributes['font-size'] ?? '12' };
    } else if (closing) {
      if (open?.tag === 'text') {
        const attributes = { ...size, ...open.attributes };
        pictures.at(-1)!.shapes.push({ kind: 'text', attributes, text: plain(open.text) });
      }
      open = undefined;
    } else if (tag === 'text' || tag === 'title') open = { tag, attributes: attributesIn(given!), text: '' };
    else if (isKind(tag!) && single)
      pictures.at(-1)!.shapes.push({ kind: tag, attributes: attributesIn(given!), text: '' });
    else throw new Error(`no <${tag}> of SVG is drawn on paper`);
  }
  if (pictures.length === 0) throw new Error('no SVG to draw on paper');
  return pictures;
}

const token = /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;

function isKind(tag: string): tag is Shape['kind'] {
  return (kinds as readonly string[]).includes(tag);
}

function pictureOf({ width, height }: Record<string, string>): Picture {
  return { width: Number(width), height: Number(height), shapes: [] };
}

function attributesIn(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", nbsp: '\u00a0' };

/** Names come escaped. */
function plain(text: string): string {
  return text.trim().replace(/&([#\w]+);/g, (whole, name: string) => entities[name] ?? whole);
}
