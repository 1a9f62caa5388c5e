import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestSchool, type TestSchool } from '#test/house.ts';
import { query } from '#test/journal.ts';
import { missingByClass, missingBySchoolPeople, missingOfClass, missingOfTeacher } from './missing.ts';

describe('final marks that are late', () => {
  let school: TestSchool;
  let ownClass: number;
  beforeAll(async () => {
    school = await openTestSchool();
    // Иванова has taken back two marks of the first quarter in математика of 5Б; its deadline was in October.
    await query(
      school,
      `update period_mark set replaced_at = now() where id in (
         select f.id from period_mark f join course c on c.id = f.course_id join subject j on j.id = c.subject_id
         join school_class k on k.id = c.school_class_id join period p on p.id = f.period_id
         where k.grade = 5 and k.letter = 'Б' and j.name = 'Математика' and p.number = 1 order by f.id limit 2)`,
    );
    const [found] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
    ownClass = found!.id;
  });
  afterAll(() => school.close());

  const late = { subject: 'Математика', className: '5Б', deadline: '2026-10-21' };

  it('are among what Иванова owes, and nobody else’s', async () => {
    const own = await school.as('ivanova', missingOfTeacher);
    expect(own.finals).toEqual([expect.objectContaining(late)]);
    expect(own.finals[0]!.due - own.finals[0]!.chosen).toBe(2);
    expect((await school.as('orlova', missingOfTeacher)).finals).toEqual([]);
  });

  it('are seen in the class by its class teacher and the deputy, and counted by class', async () => {
    for (const login of ['ivanova', 'morozov']) {
      const ofClass = await school.as(login, act => missingOfClass(act, ownClass));
      expect(ofClass.finals, login).toEqual([expect.objectContaining(late)]);
    }
    const classes = await school.as('sokolova', missingByClass);
    expect(classes.filter(({ finals }) => finals.length > 0).map(({ className }) => className)).toEqual(['5Б']);
  });

  it('stand on the page, in the chat and in the daily reminder', async () => {
    const page = await (await school.browser('ivanova')).get('/missing');
    expect(page.body).toContain('Итоговые отметки, срок прошёл');
    const people = await school.house.asHouse(missingBySchoolPeople);
    const ivanova = await school.person('ivanova');
    const reminded = people.find(({ personId }) => personId === ivanova)!;
    expect(reminded.own.finals).toHaveLength(1);
    expect(reminded.classes.find(({ classId }) => classId === ownClass)!.finals).toHaveLength(1);
  });
});
