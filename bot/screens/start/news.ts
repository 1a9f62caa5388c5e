import { studentHomework } from '#journal/student-homework.ts';
import { type StudentMarks, studentMarks } from '#journal/student-marks.ts';
import { addDays } from '#school/calendar.ts';
import { Refusal } from '#school/refusal.ts';
import type { Screen } from '../../messenger.ts';
import { print, type Scene } from '../../scene.ts';

/** «Что нового» for a chat that was just linked: one summary of the last seven days instead of all that was told before. */
export async function startNews(scene: Scene): Promise<Screen> {
  const { act, students, press } = scene;
  if (students.length === 0) throw new Refusal('not-found', 'not-found');
  const news = [];
  for (const { id, givenName, className } of students) {
    const marks = await studentMarks(act, id, { from: addDays(act.today, -6), to: act.today });
    const homework = await studentHomework(act, id);
    const tasks = homework.tasks.filter(task => task.homework !== null);
    news.push({
      ...{ id, givenName, className, ...summaryOf(marks) },
      day: homework.day,
      tasks: [...new Set(tasks.map(({ subject }) => subject))],
    });
  }
  return print(press, 'start/news', { students: news, several: news.length > 1 });
}

function summaryOf({ days }: StudentMarks) {
  const entries = days.flatMap(day => day.entries);
  const bySubject = Map.groupBy(
    entries.filter(({ marks }) => marks.length > 0),
    ({ subject }) => subject,
  );
  return {
    marks: [...bySubject].map(([subject, ofSubject]) => ({
      subject,
      values: ofSubject.flatMap(({ marks }) => marks.map(({ value }) => value)).join(', '),
    })),
    missed: entries.filter(({ absence }) => absence?.presence === 'absent').length,
    late: entries.filter(({ absence }) => absence?.presence === 'late').length,
  };
}
