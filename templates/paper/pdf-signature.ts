import { lineHeight } from './pdf-columns.ts';
import type { Metrics } from './pdf-metrics.ts';
import type { Block, Pen } from './pdf-pages.ts';
import type { Signature } from './sheet.ts';

const [size, face] = [10, 'plain'] as const;
const line = { least: 70, most: 110 };
const [above, sealGap] = [26 - size * lineHeight, 24];

/** «Должность ____ /И. О. Фамилия/ М.П.», bound to what stands above; a long post has a line, or lines, of its own. */
export function signatureBlock(
  { post, name, seal }: Signature,
  { metrics, width }: { metrics: Metrics; width: number },
): Block {
  const widthOf = (text: string) => metrics.widthOf(text, face, size);
  const signed = name ? `/${name}/` : '';
  const sealed = seal ? sealGap + widthOf(seal) : 0;
  const after = 6 + (signed ? widthOf(signed) : 2 * widthOf('/') + line.most) + sealed;
  const before = widthOf(post) + 8;
  const isLong = before + line.least + after > width;
  const posts = isLong ? metrics.wrap(post, { width, face, size }) : [post];
  const left = isLong ? 0 : before;
  const ruled = Math.max(20, Math.min(line.most, width - left - after));
  const step = size * lineHeight;
  const down = isLong ? posts.length * step + 6 : 0;
  const draw = ({ doc }: Pen, { x, y: top }: { x: number; y: number }) => {
    const y = top + above;
    const put = (text: string, to: number, at = y + down) => {
      doc.font(face).fontSize(size).fillColor('black').text(text, to, at, { lineBreak: false });
      return to + widthOf(text);
    };
    const rule = (from: number, length: number) => {
      const under = y + down + size;
      doc
        .moveTo(from, under)
        .lineTo(from + length, under)
        .lineWidth(0.5)
        .strokeColor('black')
        .stroke();
      return from + length;
    };
    for (const [at, words] of posts.entries()) put(words, x, y + at * step);
    let to = rule(x + left, ruled) + 6;
    to = signed ? put(signed, to) : put('/', rule(put('/', to), line.most));
    if (seal) put(seal, to + sealGap);
  };
  return { height: above + down + step, gap: 0, bond: 'firm', draw };
}
