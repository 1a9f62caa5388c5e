import { everyone, type Known } from './charter-of-routes.ts';
import { courseOf } from './finals.ts';
import type { TestSchool } from './house.ts';
import { lessonOf, query, studentOf, subjectOf } from './journal.ts';

/** What the addresses of the charter of routes are made of, in this sample school. */
export async function knownOf(school: TestSchool): Promise<Known> {
  const lesson = (subject: string) => lessonOf(school, { className: '5Б', subject, day: '2026-11-24' });
  const [reply] = await query<Known['reply']>(
    school,
    `select r.id, r.version, r.text from reply r join person p on p.id = r.author_id
     where p.login = 'ivanova' and r.topic_id = 1 order by r.id limit 1`,
  );
  const [hung] = await query<Known['hung']>(
    school,
    `select h.id, h.reply_id as reply from reply_file h join stored_file f on f.id = h.file_id where f.type = 'image/png' limit 1`,
  );
  const [parent] = await query<{ id: number }>(
    school,
    `select min(g.parent_id) as id from guardianship g where g.parent_id not in (select id from person where login = any(:cast))`,
    { cast: `{${everyone}}` },
  );
  const [own] = await query<{ id: number }>(school, `select id from school_class where grade = 5 and letter = 'Б'`);
  const [letter] = await query<Known['letter']>(
    school,
    `select t.id, r.id as part, r.version, r.text from topic t join reply r on r.topic_id = t.id join person p on p.id = r.author_id
     where t.kind = 'letter' and p.login = 'ivanova' and t.author_id = (select id from person where login = 'petrova')
     order by r.id limit 1`,
  );
  const [announced] = await query<{ id: number }>(
    school,
    `select min(id) as id from board_document where audience = '{parents}'`,
  );
  const [question] = await query<{ id: number }>(
    school,
    `select id from topic where kind = 'consultation' and author_id = (select id from person where login = 'petrova')`,
  );
  const [notices] = await query<Known['notices']>(
    school,
    `select min(id) filter (where way = 'sent') as sent, min(id) filter (where way = 'paper') as paper from parent_notice`,
  );
  return {
    notices: notices!,
    dima: await studentOf(school, 'Смирнов Дмитрий'),
    question: question!.id,
    forParents: announced!.id,
    classId: own!.id,
    maths: await lesson('Математика'),
    pe: await lesson('Физическая культура'),
    masha: await studentOf(school, 'Петрова Мария'),
    course: await courseOf(school, '5Б', 'Математика'),
    mathsSubject: await subjectOf(school, 'Математика'),
    egor: await studentOf(school, 'Козлов Егор'),
    parent: parent!.id,
    reply: reply!,
    hung: hung!,
    letter: letter!,
    ivanova: await school.person('ivanova'),
  };
}
