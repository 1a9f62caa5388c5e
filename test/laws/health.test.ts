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
      /\b(?:ill|illness|health|medical|medicalGroup|certificate|released|theory|preparatory|special|diagnosis|absenceKind|absence\.kind|valid|unexcused)\b/;
    expect(leaving.filter(({ text }) => facts.test(read(text))).map(({ path }) => path)).toEqual([]);
  });

  it('is no word of a notice', () => {
    const words = /боле[зю]|болел|больн|здоров|медицин|справк|врач|диагноз|освобожд|теори|подготовительн|специальн/i;
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
    expect(told.filter(({ call }) => /\b(?:reason: note|ill|medical|health|theory|certificate)\b/.test(call))).toEqual(
      [],
    );
  });

  it('is asked for in the class card, in the lesson of physical education, and nowhere else', () => {
    const asking = filesOf(/^(journal|school|board|forum|bot|api|jobs)\/.*\.ts$/)
      .filter(
        ({ path, text }) =>
          !path.endsWith('.test.ts') && /medical_certificate|MedicalCertificate|medicalOf|isOnTheory/.test(text),
      )
      .map(({ path }) => path);
    expect(asking.toSorted()).toEqual([
      'journal/grid/grid-rows.ts',
      'journal/on-theory.ts',
      'school/classes/class-card.ts',
      'school/classes/student-card.ts',
      'school/medical/certificates.ts',
      'school/medical/medical-of-class.ts',
      'school/medical/remind-of-ending.ts',
      'school/medical/theory.ts',
    ]);
  });

  it('stands in no log: what a card’s log of changes may name holds none of it', () => {
    const [{ text } = { text: '' }] = filesOf(/^db\/school\/card-change\.ts$/);
    expect(/cardFields = \[([^\]]*)\]/.exec(text)![1]).not.toMatch(/medical|certificate|health|theory|released/);
  });
});
