import type { TestSchool } from './house.ts';
import { query } from './journal.ts';

/** A past year in which everything is as wide as paper must bear, and one class of it with all that a report can print. */
export interface WideClass {
  id: number;
  /** The journal with the longest name of a subject. */
  courseId: number;
  /** Who teaches in the class most, with a name as long. */
  teacherId: number;
  /** A day of that year, as a report is asked for it. */
  year: string;
  from: string;
  to: string;
}

/**
 * «9Ж» of the year 2020/2021: forty students with names of forty-five letters, twenty-two subjects taught by twelve people, a
 * lesson in each of seven slots a day, marks, absences, substitutions, plans, finals of every stage; and beside it a school of
 * fifty-five classes with two students each, so that forms of the school are as wide as they can be.
 */
export async function wideClass(school: TestSchool): Promise<WideClass> {
  const sql = (text: string, params: Record<string, unknown> = {}) => query<{ id: number }>(school, text, params);
  await addYear(sql);
  await addPeople(sql);
  await addClasses(sql);
  await addLessons(sql);
  await addMarks(sql);
  await addFinals(sql);
  const [made] = await query<{ id: number; course: number; teacher: number }>(
    school,
    `select k.id, c.id as course, c.teacher_id as teacher from course c join school_class k on k.id = c.school_class_id
     join subject j on j.id = c.subject_id where k.letter = 'Ж' and j.name = :subject`,
    { subject: subjects.at(-1) },
  );
  return {
    ...{ id: made!.id, courseId: made!.course, teacherId: made!.teacher },
    ...{ year: '2020-10-01', from: '2020-09-01', to: '2021-05-28' },
  };
}

type Sql = (text: string, params?: Record<string, unknown>) => Promise<{ id: number }[]>;

export const subjects = [
  ...['Русский язык', 'Литература', 'Родной язык (русский)', 'Родная литература (русская)'],
  ...['Иностранный язык (английский)', 'Второй иностранный язык (немецкий)', 'Алгебра', 'Геометрия'],
  ...['Вероятность и статистика', 'Информатика и информационно-коммуникационные технологии', 'География', 'Физика'],
  ...['История России. Всеобщая история', 'Обществознание', 'Химия', 'Биология', 'Изобразительное искусство', 'Музыка'],
  ...['Труд (технология)', 'Физическая культура', 'Основы безопасности и защиты Родины'],
  'Основы духовно-нравственной культуры народов России',
];

const surnames = [
  ...['Константинопольская', 'Рождественская', 'Благовещенская-Белозерская', 'Абдурахмангаджимагомедова'],
  ...['Преображенская-Верхоленская', 'Крестовоздвиженская', 'Христорождественская', 'Архангелогородская'],
];
const seconds = ['Задунайская', 'Новочеркасская', 'Нижнетагильская', 'Усть-Каменогорская', 'Старорусская'];
const givens = ['Александрина', 'Аполлинария', 'Серафима', 'Екатерина', 'Анна', 'Ия', 'Елизавета-Виктория'];

/** Forty family and given names, of forty-five letters together as near as names allow. */
function studentNames(): { family: string; given: string }[] {
  return Array.from({ length: 40 }, (_, at) => {
    const [first, second] = [surnames[at % 8]!, seconds[Math.floor(at / 8)]!];
    const family = at % 8 === 3 ? `${first}${second.toLowerCase()}` : `${first}-${second}`;
    const lacking = 44 - family.length;
    const given = givens.toSorted((a, b) => Math.abs(a.length - lacking) - Math.abs(b.length - lacking))[0]!;
    return { family, given };
  });
}

const days = `select d::date as day, row_number() over (order by d) as at from generate_series('2020-09-01'::date, '2021-05-28', '1 day') d
  where extract(isodow from d) < 6 and not exists (select 1 from unnest('{2020-10-26,2020-12-28,2021-03-22}'::date[], '{2020-11-03,2021-01-10,2021-03-30}'::date[]) h(a, b) where d between a and b)`;

async function addYear(sql: Sql): Promise<void> {
  await sql(`with y as (insert into school_year (first_day, last_day) values ('2020-09-01', '2021-05-28') returning id)
    insert into period (year_id, kind, number, first_day, last_day) select y.id, v.kind, v.number, v.first::date, v.last::date from y,
    (values ('quarter', 1, '2020-09-01', '2020-10-25'), ('quarter', 2, '2020-11-04', '2020-12-27'), ('quarter', 3, '2021-01-11', '2021-03-21'),
      ('quarter', 4, '2021-03-31', '2021-05-28'), ('half-year', 1, '2020-09-01', '2020-12-27'), ('half-year', 2, '2021-01-11', '2021-05-28'))
    v(kind, number, first, last)`);
  await sql(
    `insert into subject (name, short_name, position) select n, left(n, 6) || '.' || at, 100 + at from unnest(:names::text[]) with ordinality v(n, at)
     on conflict (name) do nothing`,
    { names: arrayOf(subjects) },
  );
}

/** Twelve teachers, the forty, and two students for each of the other classes. */
async function addPeople(sql: Sql): Promise<void> {
  const person = `insert into person (family_name, given_name, patronymic, sex, login, created_at)`;
  await sql(
    `${person} select f || '-Новочеркасская', 'Аполлинария', 'Станиславовна', 'female', 'wide-teacher-' || at, now()
     from unnest(:families::text[]) with ordinality v(f, at)`,
    { families: arrayOf([...surnames, ...seconds.slice(0, 4)].map(name => name.split('-')[0]!)) },
  );
  const names = studentNames();
  await sql(
    `with p as (${person} select f, g, 'Вячеславовна', 'female', 'wide-' || at, now()
       from unnest(:families::text[], :givens::text[]) with ordinality v(f, g, at) returning id)
     insert into student (person_id) select id from p order by id`,
    { families: arrayOf(names.map(({ family }) => family)), givens: arrayOf(names.map(({ given }) => given)) },
  );
  await sql(
    `with p as (${person} select 'Константинопольский-Задунайский', 'Иннокентий', null, 'male', 'narrow-' || at, now() from generate_series(1, 110) at returning id)
     insert into student (person_id) select id from p order by id`,
  );
}

const year = `(select id from school_year where first_day = '2020-09-01')`;
const teacher = (at: string) => `(select id from person where login = 'wide-teacher-' || (1 + (${at}) % 12))`;

/** The classes with their journals: of English in 9Ж each half has its own. */
async function addClasses(sql: Sql): Promise<void> {
  await sql(`insert into school_class (year_id, grade, letter, class_teacher_id, period_kind)
    select ${year}, g, l, ${teacher('g * 5 + at')}, case when g > 9 then 'half-year' else 'quarter' end
    from generate_series(1, 11) g, unnest('{А,Б,В,Г,Д}'::text[]) with ordinality v(l, at)
    union all select ${year}, 9, 'Ж', ${teacher('3')}, 'quarter'`);
  await sql(
    `insert into course (school_class_id, subject_id, teacher_id, hours_per_week, graded)
     select k.id, j.id, ${teacher('least(at, 21) / 2')}, 2, k.grade > 1 from school_class k, unnest(:names::text[]) with ordinality v(n, at) join subject j on j.name = n
     where k.year_id = ${year} and not (k.letter = 'Ж' and n like 'Иностранный%') order by k.id, at`,
    { names: arrayOf(subjects) },
  );
  await sql(`with g as (insert into subgroup (school_class_id, subject_id, number) select k.id, j.id, n from school_class k, subject j, generate_series(1, 2) n
      where k.year_id = ${year} and k.letter = 'Ж' and j.name = 'Иностранный язык (английский)' returning *),
    c as (insert into course (school_class_id, subgroup_id, subject_id, teacher_id, hours_per_week, graded)
      select school_class_id, id, subject_id, ${teacher('number + 7')}, 3, true from g)
    insert into subgroup_member (subgroup_id, student_id, since)
    select g.id, s.id, '2020-09-01' from g join (select s.id, row_number() over (order by s.id) as at from student s join person p on p.id = s.person_id
      where p.login like 'wide-%') s on s.at % 2 = g.number - 1`);
  await sql(`insert into enrolment (student_id, school_class_id, since, arrival, arrival_order, arrival_order_date, came_from)
    select s.id, k.id, case when s.at in (5, 17) then '2020-10-12'::date else '2020-09-01' end, case when s.at in (5, 17) then 'enrolled' else 'promoted' end,
      '117/2-у', '2020-09-01', case when s.at in (5, 17) then 'Муниципальное автономное общеобразовательное учреждение «Гимназия № 148», г. Екатеринбург' end
    from school_class k, (select s.id, row_number() over (order by s.id) as at from student s join person p on p.id = s.person_id where p.login like 'wide-%') s
    where k.year_id = ${year} and k.letter = 'Ж'`);
  await sql(`insert into enrolment (student_id, school_class_id, since, arrival)
    select s.id, k.id, '2020-09-01', 'promoted'
    from (select id, row_number() over (order by id) - 1 as at from school_class where year_id = ${year} and letter <> 'Ж') k
    join (select s.id, row_number() over (order by s.id) - 1 as at from student s join person p on p.id = s.person_id where p.login like 'narrow-%') s on s.at / 2 = k.at`);
  await sql(`update enrolment set until = '2021-02-15', departure = 'left', departure_order = '14/1-у', departure_order_date = '2021-02-12',
    went_to = 'Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 2», с. Верхнекрестовоздвиженское'
    where student_id in (select s.id from student s join person p on p.id = s.person_id where p.login in ('wide-9', 'wide-31'))`);
}

const topic = `case l.at % 3 when 0 then 'Дезоксирибонуклеиновая кислота и рентгеноэлектрокардиографическое исследование: повторение, обобщение и контроль знаний по разделу'
  when 1 then 'Сочинение-рассуждение' else 'Преобразование выражений, содержащих квадратные корни' end`;
const homework = `case l.at % 3 when 0 then '§ 14–15, № 201–215 (чётные), подготовить сообщение; https://resh.edu.ru/subject/lesson/1234/start/5678/'
  when 1 then null else 'Выучить наизусть' end`;

async function addLessons(sql: Sql): Promise<void> {
  await sql(`insert into lesson (course_id, day, slot, room, topic, homework, no_homework, filled_at, filled_by_id, attendance_at)
    select c.id, l.day, l.slot, '1', ${topic}, ${homework}, l.at % 3 = 1, l.day + time '12:00', c.teacher_id, l.day + time '12:00'
    from (select d.day, s as slot, row_number() over (order by d.day, s) as at from (${days}) d, generate_series(1, 7) s) l
    join (select c.*, dense_rank() over (order by c.subject_id) - 1 as at from course c join school_class k on k.id = c.school_class_id
      where k.year_id = ${year} and k.letter = 'Ж') c on c.at = l.at % 22`);
  await sql(`with p as (insert into lesson_plan (course_id, by_id, at) select c.id, c.teacher_id, now() from course c join school_class k on k.id = c.school_class_id
      where k.year_id = ${year} and k.letter = 'Ж' returning id)
    insert into planned_topic (plan_id, number, title, hours) select p.id, n, 'Тема', 1 from p, generate_series(1, 64) n`);
  await sql(`with a as (insert into teacher_absence (teacher_id, since, until, reason, order_number, order_date)
      values (${teacher('3')}, '2020-11-09', '2020-12-18', 'Повышение квалификации (курсы)', '118/3-к', '2020-11-06') returning *)
    insert into substitution (lesson_id, absence_id, kind, teacher_id)
    select l.id, a.id, 'instead', ${teacher('l.slot')} from a join course c on c.teacher_id = a.teacher_id
    join lesson l on l.course_id = c.id and l.day between a.since and a.until`);
}

/** Of all who are in the journal on the day. */
const present = `from lesson l join course c on c.id = l.course_id join school_class k on k.id = c.school_class_id
  join enrolment e on e.school_class_id = k.id and l.day >= e.since and (e.until is null or l.day < e.until)
  where k.year_id = ${year} and k.letter = 'Ж' and (c.subgroup_id is null or exists (select 1 from subgroup_member m where m.subgroup_id = c.subgroup_id and m.student_id = e.student_id))`;
const chance = '(l.id * 7 + e.student_id * 13 + l.id * e.student_id % 11)';

async function addMarks(sql: Sql): Promise<void> {
  await sql(`insert into absence (lesson_id, student_id, kind, by_id, at)
    select l.id, e.student_id, (array['unknown', 'ill', 'valid', 'unexcused', 'late', 'ill'])[1 + ${chance} % 6], c.teacher_id, l.day + time '12:00'
    ${present} and (${chance} % 19 = 0 or (extract(doy from l.day)::int + e.student_id) % 37 = 0)`);
  await sql(`insert into mark (lesson_id, student_id, position, value, owed, work_kind_id, by_id, at)
    select l.id, e.student_id, n, case when ${chance} % 97 = 0 then null when e.student_id % 9 = 0 and c.id % 3 = 0 then 2 else 3 + (${chance} + n) % 3 end, ${chance} % 97 = 0,
      (select min(id) from work_kind), c.teacher_id, l.day + time '12:00'
    ${present.replace('where', 'cross join generate_series(1, 2) n where')} and ${chance} % 10 < 4 and (n = 1 or ${chance} % 40 = 1)
      and not exists (select 1 from absence a where a.lesson_id = l.id and a.student_id = e.student_id)`);
}

/** Every stage that a class of its grade has; in the fourth quarter of 9Ж some are still missing. */
async function addFinals(sql: Sql): Promise<void> {
  await sql(`insert into period_mark (course_id, student_id, stage, period_id, value, word, by_id, at)
    select x.course, x.student, x.stage, x.period, case when x.lot % 89 = 0 then null when x.lot % 41 = 0 then 2 else 3 + x.lot % 3 end,
      case when x.lot % 89 = 0 then 'not-attested' end, x.teacher, '2021-05-28'
    from (select c.id as course, e.student_id as student, c.teacher_id as teacher, s.stage, s.period,
        c.id * 3 + e.student_id * 7 + c.id * e.student_id % 13 + s.at as lot
      from course c join school_class k on k.id = c.school_class_id join enrolment e on e.school_class_id = k.id
      join lateral (select 'period' as stage, p.id as period, p.last_day as day, p.number as at from period p where p.year_id = ${year} and p.kind = k.period_kind
        union all select v.stage, null, '2021-05-28', 5 from unnest('{year,exam,final}'::text[]) v(stage)
          where v.stage = 'year' or (k.letter = 'Ж' and (v.stage = 'final' or c.subject_id % 5 = 0))) s on true
      where k.year_id = ${year} and c.graded and (c.subgroup_id is null or exists (select 1 from subgroup_member m where m.subgroup_id = c.subgroup_id and m.student_id = e.student_id))
        and e.since <= s.day and (e.until is null or e.until > s.day)
        and not (k.letter = 'Ж' and s.stage = 'period' and s.at = 4 and c.id % 4 = 0)) x`);
}

function arrayOf(texts: readonly string[]): string {
  return `{${texts.map(text => `"${text}"`).join(',')}}`;
}
