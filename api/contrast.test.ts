import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(`${import.meta.dirname}/public/tokens.css`, 'utf8');
const [light, dark] = css.split('@media (prefers-color-scheme: dark)').map(colours) as [Colours, Colours];
const themes = { light, dark: { ...light, ...dark } };

/** Words on their ground: 4.5 at least (WCAG 1.4.3). */
const words: [ink: string, ground: string][] = [
  ...['paper', 'card', 'sunk'].flatMap(ground =>
    ['ink', 'ink-soft', 'accent'].map(ink => [ink, ground] as [string, string]),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['accent', 'accent-soft'],
  ['accent-strong', 'accent-soft'],
  ['ink', 'accent-soft'],
  ['on-mine', 'mine'],
  ['card', 'ink'],
  ...['board', 'board-raised'].flatMap(ground => ['chalk', 'chalk-soft'].map(ink => [ink, ground] as [string, string])),
  ['brass', 'board-deep'],
  ...['red', 'amber', 'blue'].map(ink => [ink, `${ink}-soft`] as [string, string]),
  ...['red', 'amber'].map(ink => [ink, 'card'] as [string, string]),
  ...['red-soft', 'amber-soft', 'blue-soft'].map(ground => ['ink', ground] as [string, string]),
];

/** Edges of controls and the ring of focus: 3 at least (WCAG 1.4.11). */
const edges: [edge: string, ground: string][] = [
  ['line-firm', 'card'],
  ['line-firm', 'paper'],
  ['accent', 'paper'],
  ['brass', 'board'],
];

describe.each(Object.entries(themes))('in the %s theme', (_theme, theme) => {
  test.each(words)('words of --%s are read on --%s', (ink, ground) => {
    expect(contrast(theme[ink]!, theme[ground]!)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(edges)('an edge of --%s is seen on --%s', (edge, ground) => {
    expect(contrast(theme[edge]!, theme[ground]!)).toBeGreaterThanOrEqual(3);
  });
});

test('black on white is 21, the most there is', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});

type Colours = Record<string, string>;

function colours(part: string): Colours {
  return Object.fromEntries([...part.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(found => [found[1], found[2]]));
}

/** The ratio of WCAG: (lighter + 0.05) / (darker + 0.05). */
function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map(at => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
