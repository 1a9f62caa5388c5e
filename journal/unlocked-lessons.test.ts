import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { lessonOf, query, refusalOf, studentOf } from '#test/journal.ts';
import { endUnlock, unlockJournal } from './finals/unlock-journal.ts';
import { giveMark } from './give-mark.ts';

describe('a lesson of the closed first quarter', () => {
  let school: TestSchool;
  let entry: { lessonId: number; studentId: number; value: number };
  let journal: { courseId: number; periodId: number };
  beforeAll(async () => {
    school = await openTestSchool();
    const lessonId = await lessonOf(school, { className: '5Б', subject: 'Математика', day: '2026-10-12' });
    entry = { lessonId, studentId: await studentOf(school, 'Смирнов Дмитрий'), value: 4 };
    [journal] = (await query<{ courseId: number; periodId: number }>(
      school,
      `select l.course_id as "courseId", p.id as "periodId" from lesson l join period p on l.day between p.first_day and p.last_day
       where l.id = :lessonId and p.kind = 'quarter'`,
      { lessonId },
    )) as [typeof journal];
    // Nobody of the sample was absent from it by chance.
    await query(school, 'delete from absence where lesson_id = :lessonId and student_id = :studentId', entry);
  });
  afterAll(() => school.close());
  const give = () => school.as('ivanova', act => giveMark(act, entry));

  it('is shut to Иванова', async () => {
    expect(await refusalOf(give())).toMatchObject({ reason: 'lesson/period-closed' });
  });

  it('opens to her when Морозов unlocks this one journal with a reason, and to nobody else’s lessons', async () => {
    const reason = 'Не внесена контрольная работа';
    const unlock = await school.as('morozov', act => unlockJournal(act, { ...journal, reason, until: '2026-11-26' }));
    await give();
    const [mark] = await query<{ value: number }>(
      school,
      'select value from mark where lesson_id = :lessonId and student_id = :studentId and replaced_at is null order by id desc limit 1',
      entry,
    );
    expect(mark!.value).toBe(4);

    const [other] = await query<{ id: number }>(
      school,
      `select l.id from lesson l join course c on c.id = l.course_id join school_class k on k.id = c.school_class_id
       join subject j on j.id = c.subject_id
       where k.grade = 7 and j.name = 'Геометрия' and l.day < '2026-10-20' order by l.day desc limit 1`,
    );
    const [anyone] = await query<{ id: number }>(
      school,
      `select e.student_id as id from enrolment e join school_class k on k.id = e.school_class_id where k.grade = 7 order by 1 limit 1`,
    );
    const elsewhere = school.as('ivanova', act =>
      giveMark(act, { lessonId: other!.id, studentId: anyone!.id, value: 5 }),
    );
    expect(await refusalOf(elsewhere)).toMatchObject({ reason: 'lesson/period-closed' });

    await school.as('morozov', act => endUnlock(act, unlock));
    expect(await refusalOf(school.as('ivanova', act => giveMark(act, { ...entry, value: 5 })))).toMatchObject({
      reason: 'lesson/period-closed',
    });
  });
});
