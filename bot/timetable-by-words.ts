import { type TimetableChoices, timetableChoices } from '#journal/timetable/choices.ts';
import { may } from '#school/permissions.ts';
import data from '#templates/bot/vocabulary/timetables.json' with { type: 'json' };
import type { Screen } from './messenger.ts';
import { classIn } from './read-report.ts';
import { isCalled } from './report-by-words.ts';
import { print, type Scene } from './scene.ts';
import { where } from './screens/timetable/where.ts';
import { timetable, timetableWeek } from './screens/timetable.ts';
import { slotsOf } from './slots.ts';
import type { Asker } from './understand.ts';
import { entry, lexiconOf } from './vocabulary/lexicon.ts';
import { readWith } from './vocabulary/read-words.ts';
import { sensesOf } from './vocabulary/senses.ts';
import { small, wordsOf } from './vocabulary/words.ts';

type TimetableWord = keyof typeof data;

const lexicon = lexiconOf(
  (Object.entries(data) as [TimetableWord, string[]][]).flatMap(([word, patterns]) =>
    patterns.map(pattern => entry(pattern, word, { typos: word === 'timetable' })),
  ),
);

/**
 * «расписание 5Б на завтра», «расписание учителя Орловой», «где сейчас Орлова», «расписание кабинета 301»: somebody else's timetable,
 * for the staff. Nothing when the message is about something else.
 */
export async function timetableByWords(scene: Scene, said: string, asker: Asker): Promise<Screen | undefined> {
  const words = wordsOf(said);
  const heard = new Set(readWith(words, [lexicon]).flatMap(({ senses }) => senses));
  const wanted = heard.has('where') || heard.has('timetable') || heard.has('lessons');
  if (!wanted || heard.has('other') || !may(scene.act.by, 'readTimetables')) return undefined;
  const found = sensesOf(words, asker);
  const { days, childIds } = slotsOf(found, asker);
  const className = classIn(words, found);
  if (childIds.length > 0 && !className) return undefined;
  const choices = await timetableChoices(scene.act);
  const texts = words.map(({ text }) => text);
  const meant = named(choices, { className, texts, ofRoom: heard.has('room') });
  // «Уроки 5Б» may be one's own lessons there.
  const [only, another] = meant.kind === 'class' && !heard.has('timetable') ? [] : meant.whose;
  if (!only) return undefined;
  if (heard.has('where') && !heard.has('timetable') && meant.kind !== 'teacher') return undefined;
  const asksWhere = heard.has('where') && !heard.has('timetable');
  if (another) return print(scene.press, 'timetable/which', { kind: meant.kind, whose: meant.whose, where: asksWhere });
  if (asksWhere) return where(scene, String(only.id));
  const when = days.ahead;
  const day = when && when.span !== 'period' ? when.from : undefined;
  const show = (when && when.span !== 'day') || heard.has('whole') ? timetableWeek : timetable;
  return show(scene, meant.kind, String(only.id), day);
}

interface Whose {
  kind: 'class' | 'teacher' | 'room';
  whose: { id: number; name: string }[];
}

function named(
  { classes, teachers, rooms }: TimetableChoices,
  { className, texts, ofRoom }: { className: string | undefined; texts: string[]; ofRoom: boolean },
): Whose {
  if (className) return { kind: 'class', whose: classes.filter(({ name }) => small(name) === className) };
  const called = teachers.filter(({ name }) => isCalled(name, texts));
  if (called.length > 0) return { kind: 'teacher', whose: called };
  return { kind: 'room', whose: ofRoom ? rooms.filter(({ name }) => texts.includes(small(name))) : [] };
}
