import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { type CalendarEvent, icalendar } from './icalendar.ts';

const lesson: CalendarEvent = {
  uid: 'lesson-1@zvonok',
  sequence: 3,
  changedAt: new Date('2026-11-24T05:00:00Z'),
  day: '2026-11-24',
  starts: new Date('2026-11-24T05:30:00Z'),
  ends: new Date('2026-11-24T06:10:00Z'),
  summary: 'Математика',
  location: 'каб. 12',
  about: '',
};
const parsed = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map(one => new ICAL.Event(one));

test('what has a meaning in the format comes back as it was written', () => {
  const summary = 'Труд; швейное дело, 2-я группа \\ «юг»\nв мастерской';
  const [event] = parsed(icalendar({ name: 'Уроки, 5Б', events: [{ ...lesson, summary }] }));
  expect(event!.summary).toBe(summary);
  expect(event!.sequence).toBe(3);
});

test('long lines are folded between characters, whatever their size in octets', () => {
  const summary = `${'Ё'.repeat(61)}😀${'я'.repeat(90)}`;
  const text = icalendar({ name: 'Уроки', events: [{ ...lesson, summary }] });
  const lines = text.split('\r\n');
  expect(lines.filter(line => Buffer.byteLength(line) > 75)).toEqual([]);
  expect(text).not.toContain('\ufffd');
  expect(parsed(text)[0]!.summary).toBe(summary);
});

test('signs that no line may hold are left out', () => {
  expect(parsed(icalendar({ name: 'Уроки', events: [{ ...lesson, summary: 'А\u0000\u0007Б' }] }))[0]!.summary).toBe(
    'АБ',
  );
});

test('without times it lasts the whole day', () => {
  const [event] = parsed(icalendar({ name: 'Уроки', events: [{ ...lesson, starts: null, ends: null }] }));
  expect([event!.startDate.isDate, event!.startDate.toString()]).toEqual([true, '2026-11-24']);
});
