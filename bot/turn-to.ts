import { isStaff } from '#school/actor.ts';
import { may } from '#school/permissions.ts';
import { subjects } from '#school/subjects.ts';
import { tidyLine } from '#school/typed-text.ts';
import { currentStudent } from './arguments.ts';
import { fillLessonByWords } from './dialogues/fill-lesson-by-words.ts';
import { besideTalk, hearInTalk } from './dialogues/in-talk.ts';
import { press } from './menu.ts';
import type { Incoming, Screen } from './messenger.ts';
import { looksLikePassword } from './never-passwords.ts';
import { reportByWords } from './report-by-words.ts';
import type { Scene } from './scene.ts';
import { answerNotice } from './screens/answer-notice.ts';
import { hint } from './screens/hint.ts';
import { oddHint } from './screens/odd-hint.ts';
import { unsure } from './screens/unsure.ts';
import { timetableByWords } from './timetable-by-words.ts';
import { understand } from './understand.ts';
import { wordsOfCommand } from './vocabulary/commands.ts';
import { buttonOf } from './wish.ts';

/** Finds the screen a press or a message asks for, and shows it. */
export async function turnTo(scene: Scene, { button, text = '', odd, repliesTo }: Incoming): Promise<Screen> {
  if (button !== undefined) return besideTalk(scene, button, () => press(scene, button));
  if (odd) return oddHint(scene, odd);
  const said = tidyLine(text);
  if (said.startsWith('/')) return besideTalk(scene, said, () => obey(scene, said));
  const answered = repliesTo ? await answerNotice(scene, repliesTo, text) : undefined;
  return answered ?? (await hearInTalk(scene, text)) ?? read(scene, said, text);
}

async function obey(scene: Scene, said: string): Promise<Screen> {
  const words = wordsOfCommand(said);
  return words === undefined ? hint(scene, 'nonsense') : read(scene, words);
}

async function read(scene: Scene, said: string, typed = said): Promise<Screen> {
  if (looksLikePassword(said)) return hint(scene, 'password');
  const { act, students } = scene;
  const taught = await subjects(act);
  const filling = isStaff(act.by) ? await fillLessonByWords(scene, typed, { subjects: taught }) : undefined;
  if (filling) return filling;
  const controls = may(act.by, 'readEveryJournal');
  const classTeacher = act.by.ownClassIds.length > 0;
  const asker = { today: act.today, students, subjects: taught, staff: isStaff(act.by), classTeacher, controls };
  const report = asker.staff ? await reportByWords(scene, said, asker) : undefined;
  if (report) return report;
  const timetable = asker.staff ? await timetableByWords(scene, said, asker) : undefined;
  if (timetable) return timetable;
  const reading = understand(said, asker);
  if (reading.kind === 'wish') return press(scene, buttonOf(reading.wish, act.today, currentStudent(scene)?.id));
  if (reading.kind === 'either') return unsure(scene, reading.wishes, { subjects: taught });
  return hint(scene, reading.kind);
}
