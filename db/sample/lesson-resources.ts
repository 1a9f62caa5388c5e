import type { LessonResource } from '../journal/lesson-resource.ts';
import type { StoredFile } from '../school/stored-file.ts';
import type { Sheet } from './lessons.ts';
import type { Row } from './rows.ts';
import { fileRow } from './stored-files.ts';

interface Resources {
  lessonResources: Row<LessonResource>[];
  files: Row<StoredFile>[];
}

const questions = `Вопросы к прочитанному

1. Кто рассказывает эту историю?
2. Какое место вам запомнилось? Выпишите одно предложение.
3. Как герой изменился к концу?
`;

/** The last homework in literature of 5Б before today comes with a link and a file, so that both can be seen. */
export function hangResources(sheets: readonly Sheet[], { at, firstFile }: { at: Date; firstFile: number }): Resources {
  const last = sheets
    .filter(({ course, endsAt, row }) => isLiteratureOf5B(course) && endsAt < at && typeof row.homework === 'string')
    .toSorted((a, b) => a.endsAt.getTime() - b.endsAt.getTime())
    .at(-1);
  if (!last) return { lessonResources: [], files: [] };
  const how = { by: last.taughtBy, at: last.endsAt };
  const hung = { ...how, lesson: last.row.id!, removedAt: null };
  const file = fileRow(firstFile, { name: 'Вопросы к прочитанному.txt', text: questions }, how);
  return {
    files: [file],
    lessonResources: [
      { id: 1, title: 'Урок в «РЭШ»', url: 'https://resh.edu.ru/subject/14/5/', file: null, ...hung },
      { id: 2, title: file.name!, url: null, file: file.id!, ...hung },
    ],
  };
}

function isLiteratureOf5B({ line }: Sheet['course']): boolean {
  return line.schoolClass.name === '5Б' && line.subject.name === 'Литература';
}
