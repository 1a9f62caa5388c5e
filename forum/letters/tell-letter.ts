import type { Act } from '#school/act.ts';
import { excerpt } from '#school/typed-text.ts';

interface Written {
  topicId: number;
  title: string;
  text: string;
  siteOnly: boolean;
  number: number;
  personIds: readonly number[];
  studentId: number | null;
  files: number;
}

/** Tells the others that a letter has come; its words are for the site, elsewhere only who wrote and about whom. */
export async function tellLetter(act: Act, written: Written): Promise<void> {
  const { topicId, title, text, siteOnly, number, personIds, studentId, files } = written;
  const about = studentId === null ? null : await aboutOf(act, studentId);
  const facts = { topicId, number, author: act.by.shortName, studentId, about, siteOnly, files };
  for (const id of personIds) {
    const site = { siteTitle: title, siteText: excerpt(text) };
    act.tell(id, { kind: 'letter', subject: `letter:${topicId}`, facts: { ...facts, ...site } });
  }
}

async function aboutOf(act: Act, studentId: number): Promise<string> {
  const [row] = await act.em.execute<{ about: string }[]>(
    `select p.given_name || coalesce(', ' || (
       select k.grade || k.letter from enrolment e join school_class k on k.id = e.school_class_id
       where e.student_id = s.id and e.since <= :today and (e.until is null or e.until > :today)
       order by e.since desc limit 1), '') as about
     from student s join person p on p.id = s.person_id where s.id = :studentId`,
    { studentId, today: act.today },
  );
  return row!.about;
}
