import { type Picture, picturesOf } from '#templates/paper/svg-shapes.ts';
import type { Plotted } from '#templates/plots/plots.ts';
import { openPress } from '#templates/press.ts';

const press = openPress({ timeZone: 'Europe/Moscow', now: () => new Date('2026-11-24T12:30:00+03:00') });

/** A plot as the program draws it; hard spaces of its words as plain ones. */
export function drawn(name: string, facts: object): Plotted {
  const plot = press.plotted(name, facts);
  if (!plot) throw new Error(`the facts of «${name}» have nothing to show`);
  return { ...plot, about: plot.about.replaceAll('\u00a0', ' ') };
}

/** Its pictures, read by what draws them on paper: what it does not know is an error. */
export function picturesIn(svg: string): Picture[] {
  return picturesOf(svg);
}

export function textsOf(picture: Picture | undefined): string[] {
  return (picture?.shapes ?? [])
    .filter(({ kind }) => kind === 'text')
    .map(({ text }) => text.replaceAll('\u00a0', ' '));
}

/** One attribute of every shape of a kind, in the order of drawing; of a class where it is given. */
export function attributesOf(
  picture: Picture | undefined,
  kind: string,
  name: string,
  options: { class?: string } = {},
): (string | undefined)[] {
  const own = (picture?.shapes ?? []).filter(shape => shape.kind === kind);
  const of = options.class;
  return own
    .filter(({ attributes }) => of === undefined || attributes.class!.split(' ').includes(of))
    .map(({ attributes }) => attributes[name]);
}
