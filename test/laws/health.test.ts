import { describe, expect, it } from 'vitest';
import { filesOf } from './tree.ts';

// Everything that may leave the site is printed from these. A notice's facts are what its template reads: strict templates
// read nothing else, and a law beside this one has every kind of notice in a template.
const leaving = filesOf(/^templates\/(notices|mail)\/.*\.hbs$/);

const read = (text: string) =>
  [...text.replace(/\{\{!--[\s\S]*?--\}\}/g, '').matchAll(/\{\{[^}]*\}\}/g)].map(([tag]) => tag).join('\n');
const spoken = (text: string) => text.replace(/\{\{!--[\s\S]*?--\}\}/g, '').replace(/\{\{[^}]*\}\}/g, ' ');

describe('health', () => {
  it('has notices and letters to look into', () => {
    expect(leaving.length).toBeGreaterThan(10);
  });

  it('is no fact of a notice: no reason of an absence, no medical group, no certificate', () => {
    const facts =
      /\b(?:ill|illness|health|medical|medicalGroup|certificate|diagnosis|absenceKind|absence\.kind|valid|unexcused)\b/;
    expect(leaving.filter(({ text }) => facts.test(read(text))).map(({ path }) => path)).toEqual([]);
  });

  it('is no word of a notice', () => {
    const words = /боле[зю]|болел|больн|здоров|медицин|справк|врач|диагноз|освобожд/i;
    expect(leaving.filter(({ text }) => words.test(spoken(text))).map(({ path }) => path)).toEqual([]);
  });

  it('is told by no room: the reasons of absence are written into no fact', () => {
    const telling = filesOf(/^(journal|school|board|forum)\/.*\.ts$/).filter(
      ({ path, text }) => !path.endsWith('.test.ts') && /\.tell\(/.test(text),
    );
    expect(telling.length).toBeGreaterThan(5);
    const told = telling.flatMap(({ path, text }) =>
      [...text.matchAll(/\.tell\([\s\S]*?\n? *\}\);/g)].map(([call]) => ({ path, call })),
    );
    expect(told.filter(({ call }) => /\b(?:reason: note|ill|medical|health)\b/.test(call))).toEqual([]);
  });
});
