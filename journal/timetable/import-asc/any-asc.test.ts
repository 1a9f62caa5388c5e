import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refusal } from '#school/refusal.ts';
import { type AscElement, type AscSections, ascOf, ascText, windows1251 } from '#test/asc-file.ts';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { type TimetableGround, timetableGround } from '../timetable-ground.ts';
import { comparePlaces } from './compare-places.ts';
import { decodeXml } from './decode-xml.ts';
import { findPlaces } from './find-places.ts';
import { type KnownNames, knownNames } from './known-names.ts';
import { openNames } from './open-names.ts';
import { readAsc } from './read-asc.ts';

// Whatever a file of aSc looks like, it is read, or refused in words.
let school: TestSchool;
let whole: AscSections;
let ground: TimetableGround;
let known: KnownNames;
beforeAll(async () => {
  school = await openTestSchool();
  whole = await ascOf(school);
  ground = await school.as('morozov', act => timetableGround(act, '2026-12-07'));
  known = await school.as('morozov', act => knownNames(act, '2026-12-07'));
});
afterAll(() => school.close());

function readWhole(content: Buffer) {
  const file = readAsc(decodeXml({ content }));
  const found = findPlaces({ file, known, ground });
  return { ...found, ...comparePlaces(found.places, ground), names: openNames(file, known) };
}
const refusedBy = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { reason: error.reason, sentence: school.press.sentence(`refusals/${error.reason}`, error.facts) };
  }
  return { reason: 'read', sentence: '' };
};
const reasonOf = (text: string) => refusedBy(() => readWhole(Buffer.from(text))).reason;

test('a file of 400 KB in either encoding is the timetable as it is', () => {
  // Students stand in such files too; nobody needs them here.
  const pupils = Array.from({ length: 3000 }, (_, at) => ({
    tag: 'student',
    attributes: { id: `U${at}`, classid: 'C35', name: `Ученик ${at} № ${at % 30}`, number: `${at}`, partner_id: '' },
  }));
  const file = { ...whole, students: pupils };
  const text = ascText(file);
  expect(Buffer.byteLength(text)).toBeGreaterThan(400_000);
  const files = [
    Buffer.from(text),
    Buffer.from(`\ufeff${text}`),
    windows1251(ascText(file, { encoding: 'windows-1251' })),
  ];
  for (const content of [...files, Buffer.from(`\ufeff${ascText(file, { encoding: 'UTF-16' })}`, 'utf16le')]) {
    const { lines, unread, partly, names } = readWhole(content);
    expect([unread, partly, names, lines.filter(({ state }) => state !== 'same')]).toEqual([[], [], [], []]);
    expect(lines.length).toBeGreaterThan(200);
  }
});

test('attributes and sections in any order, elements nobody knows: the same timetable', () => {
  const shuffled = <T>(list: readonly T[]) =>
    fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });
  const strange: AscElement = { tag: 'ruleset', attributes: { id: '<&">', classids: 'C1', name: 'Правило' } };
  fc.assert(
    fc.property(
      shuffled(Object.keys(whole)),
      fc.constantFrom('UTF-8', 'windows-1251'),
      fc.integer({ min: 0, max: 20 }),
      (order, encoding, turn) => {
        const turned = (element: AscElement) => {
          const all = Object.entries(element.attributes);
          const at = turn % all.length;
          return {
            ...element,
            attributes: { ...Object.fromEntries([...all.slice(at), ...all.slice(0, at)]), nobodyknows: '1' },
          };
        };
        const file = Object.fromEntries(order.map(name => [name, [...(whole[name] ?? []).map(turned), strange]]));
        const text = ascText({ rules: [strange], ...file }, { encoding });
        const { lines, unread } = readWhole(encoding === 'UTF-8' ? Buffer.from(text) : windows1251(text));
        expect([unread, lines.filter(({ state }) => state !== 'same')]).toEqual([[], []]);
      },
    ),
    { numRuns: 8 },
  );
});

test('with references dropped and values broken it is read as far as it goes, the rest told in words', () => {
  const value = fc.constantFrom(
    '',
    '*',
    'NONE',
    '0',
    '-1',
    '99',
    '11111',
    '00000',
    '10000,01000',
    '2',
    'ё'.repeat(300),
    '__proto__',
  );
  const section = fc.constantFrom(...Object.keys(whole).filter(name => whole[name]!.length > 0));
  const damage = fc.record({ section, at: fc.nat(), name: fc.nat(), value, drop: fc.boolean() });
  fc.assert(
    fc.property(fc.array(damage, { minLength: 1, maxLength: 40 }), damages => {
      const file: AscSections = structuredClone(whole);
      for (const { section: name, at, name: which, value: becomes, drop } of damages) {
        const list = file[name]!;
        const element = list[at % Math.max(1, list.length)];
        if (!element) continue;
        const attributes = Object.keys(element.attributes);
        element.attributes[attributes[which % attributes.length]!] = becomes;
        if (drop) list.splice(at % list.length, 1);
      }
      const { unread, partly, lines, load } = readWhole(Buffer.from(ascText(file)));
      for (const { refusal, row, lessons } of [...unread, ...partly]) {
        const said = school.press.sentence(`refusals/${refusal.reason}`, refusal.facts);
        expect([said.endsWith('.'), row > 2, lessons > 0]).toEqual([true, true, true]);
      }
      expect(lines.length + load.length).toBeGreaterThan(100);
    }),
    { numRuns: 20 },
  );
});

test('bytes cut, turned and put in are read or refused in words', () => {
  const text = ascText({
    ...whole,
    cards: whole.cards!.slice(0, 20),
    lessons: whole.lessons!.slice(0, 20),
    groups: [],
  });
  const signs = fc.constantFrom(
    '<',
    '>',
    '"',
    '&',
    '\0',
    '<!--',
    ']]>',
    '<![CDATA[',
    '&#x0;',
    '&lol;',
    '<!DOCTYPE a>',
    '</timetable>',
  );
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(60), signs, (at, cut, sign) => {
      const { reason, sentence } = refusedBy(() =>
        readWhole(Buffer.from(text.slice(0, at) + sign + text.slice(at + cut))),
      );
      expect(reason === 'read' || /^[А-ЯЁ].*\.$/.test(sentence)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('what is no timetable, or no honest one, is refused', () => {
  const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
  const bomb = `<!DOCTYPE t [<!ENTITY l0 "ha">${laughs}]><timetable><cards><card lessonid="&l9;"/></cards></timetable>`;
  expect(reasonOf(bomb)).toBe('asc/doctype');
  expect(reasonOf('<!DOCTYPE timetable SYSTEM "file:///etc/passwd"><timetable/>')).toBe('asc/doctype');
  expect(reasonOf('<timetable><cards><card lessonid="&x;"/></cards></timetable>')).toBe('asc/no-xml');
  expect(reasonOf(`${'<a>'.repeat(100_000)}`)).toBe('asc/not-asc');
  expect(reasonOf(`<timetable>${'<a>'.repeat(100_000)}`)).toBe('asc/too-much');
  expect(reasonOf(`<timetable>${'<a/>'.repeat(100_001)}</timetable>`)).toBe('asc/too-much');
  expect(reasonOf('<timetable/>')).toBe('asc/no-cards');
  expect(reasonOf('<html><body/></html>')).toBe('asc/not-asc');
  expect(reasonOf('Понедельник;1;Математика')).toBe('asc/no-xml');
  expect(reasonOf('')).toBe('file-empty');
  expect(reasonOf(' '.repeat(11 * 1024 * 1024))).toBe('file-too-large');
  expect(reasonOf('<?xml version="1.0" encoding="koi8-r"?><timetable/>')).toBe('asc/encoding');
  const broken = windows1251(ascText(whole, { encoding: 'UTF-8' }));
  expect(refusedBy(() => readWhole(broken)).reason).toBe('asc/encoding');
});
