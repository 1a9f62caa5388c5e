import type { FinalWord } from '#db/journal/period-mark.ts';
import type { sexes } from '#db/school/person.ts';
import type { HouseAct } from '#school/act.ts';
import { shortNameOf } from '#school/names.ts';
import { readOnce } from '#school/shared.ts';
import type { Choice } from '../../finals/chosen-finals.ts';
import { stagesAfter } from '../../finals/final-columns.ts';
import { joinedSubjectOf } from '../../finals/joined-subjects.ts';
import type { FinalStage } from '../../finals/stages.ts';
import { studentsOn } from '../../lesson-sql.ts';
import { askedSql, type FinalsChoice, type SpanClass, spanClasses, spanParams } from './span.ts';

/** The final marks of a class: students down, subjects across; subgroups of a subject are one column. */
export interface ClassFinals extends SpanClass {
  subjects: FinalSubject[];
  /** Everybody who was in the class within the span, by name; the reports say who is counted. */
  students: FinalStudent[];
}

export interface FinalSubject {
  subjectId: number;
  subject: string;
  shortName: string;
  /** Numbers are given; else зачёт, незачёт or nothing. */
  graded: boolean;
  /** The name under which several subjects have this exam or final mark: «Математика». */
  joined: string | null;
  courses: FinalCourse[];
}

export interface FinalCourse {
  courseId: number;
  subgroup: number | null;
  teacherId: number;
  /** Who has the journal now. */
  teacher: string;
  /** Who had it at the span's end, then those replaced within it, the latest first. */
  taughtBy: [FinalTeacher, ...FinalTeacher[]];
}

export interface FinalStudent {
  id: number;
  /** «Петрова Мария» */
  name: string;
  sex: (typeof sexes)[number];
  /** In the class at the span's end, or today. */
  here: boolean;
  /** In the order of the subjects. */
  cells: FinalCell[];
}

export interface FinalTeacher {
  id: number;
  name: string;
}

/**
 * Due for a mark («words»: for зачёт or незачёт, which enter no figure); else why not: grade 1 (3.4), no longer in the class,
 * in no subgroup of the subject, no exam taken, the mark stands in the subject it is joined with.
 */
export type FinalState = 'due' | 'words' | 'first-grade' | 'gone' | 'no-subgroup' | 'no-exam' | 'joined';

export interface FinalCell {
  state: FinalState;
  /** What the teacher chose, in whichever journal of the subject it stands; null while it is missing. */
  choice: Choice;
  /** The journal in which the student learns the subject at the end; in grade 1 too. */
  course: FinalCourse | null;
}

/**
 * The final marks of a choice, class by class: who is due for what, and why not; whoever asks. Four queries, for a journal as
 * for the school. «final» is what stands after the attestation: the final mark where the grade has one, else the year's.
 */
export async function dueFinals(act: HouseAct, choice: FinalsChoice): Promise<ClassFinals[]> {
  const { span, classIds, courseIds } = choice;
  // Where every class is asked for in turn, the school is read once.
  if (!act.shared || !classIds || courseIds) return readFinals(act, choice);
  const all = await readOnce(act, `finals ${JSON.stringify(span)}`, () => readFinals(act, { span }));
  return all.filter(({ classId }) => classIds.includes(classId));
}

async function readFinals(act: HouseAct, choice: FinalsChoice): Promise<ClassFinals[]> {
  const classes = await spanClasses(act, choice);
  const courses = await coursesOf(act, choice);
  const students = await studentsOf(act, choice);
  const marks = await marksOf(act, choice);
  const ofClass = { courses: byClass(courses), students: byClass(students), marks: byClass(marks) };
  return classes.map(one => {
    const of = <Row>(rows: Map<number, Row[]>) => rows.get(one.classId) ?? [];
    const subjects = subjectsOf(of(ofClass.courses), { grade: one.grade, stage: choice.span.stage });
    const ground = { head: one, subjects, marks: marksByStudent(of(ofClass.marks)), stage: choice.span.stage };
    return { ...one, subjects, students: of(ofClass.students).map(student => finalStudent(student, ground)) };
  });
}

function byClass<Row extends { classId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  return Map.groupBy(rows, ({ classId }) => classId);
}

type CourseRow = FinalCourse & {
  classId: number;
  subjectId: number;
  subject: string;
  shortName: string;
  graded: boolean;
};

function subjectsOf(
  courses: readonly CourseRow[],
  { grade, stage }: { grade: number; stage: FinalStage },
): FinalSubject[] {
  const isAfter = stage === 'exam' || stage === 'final';
  return [...Map.groupBy(courses, ({ subjectId }) => subjectId).values()].map(own => {
    const { subjectId, subject, shortName } = own[0]!;
    const ofSubject = own.map(({ courseId, subgroup, teacherId, teacher, taughtBy }) => {
      return { courseId, subgroup, teacherId, teacher, taughtBy };
    });
    const joined = (isAfter && joinedSubjectOf({ grade, subject })?.name) || null;
    return { subjectId, subject, shortName, graded: own.some(({ graded }) => graded), joined, courses: ofSubject };
  });
}

interface StudentRow {
  classId: number;
  id: number;
  name: string;
  sex: FinalStudent['sex'];
  here: boolean;
}

interface MarkRow {
  classId: number;
  studentId: number;
  courseId: number;
  subjectId: number;
  /** Null where the student learns the subject and nothing stands. */
  stage: FinalStage | null;
  value: number | null;
  word: FinalWord | null;
}

interface Ground {
  head: SpanClass;
  subjects: readonly FinalSubject[];
  /** By student, then by subject. */
  marks: Map<number, Map<number, MarkRow[]>>;
  stage: FinalStage;
}

function marksByStudent(rows: readonly MarkRow[]): Ground['marks'] {
  const marks: Ground['marks'] = new Map();
  for (const row of rows) {
    const own = marks.get(row.studentId) ?? new Map<number, MarkRow[]>();
    marks.set(row.studentId, own);
    const ofSubject = own.get(row.subjectId);
    if (ofSubject) ofSubject.push(row);
    else own.set(row.subjectId, [row]);
  }
  return marks;
}

function finalStudent({ id, name, sex, here }: StudentRow, ground: Ground): FinalStudent {
  const own = ground.marks.get(id);
  const cells = ground.subjects.map(subject => {
    const rows = own?.get(subject.subjectId) ?? [];
    const course = subject.courses.find(({ courseId }) => courseId === rows[0]?.courseId) ?? null;
    const stage = stageOf(subject, ground);
    const found = rows.find(row => row.stage === stage);
    const choice = found ? (found.value ?? found.word) : null;
    const state = stateOf(subject, { ground, here, learns: course !== null, stage, choice });
    return { state, choice: state === 'due' || state === 'words' ? choice : null, course };
  });
  return { id, name, sex, here, cells };
}

/** After the attestation the mark of the certificate counts; where the grade gives none in the subject, the year's; null: elsewhere. */
function stageOf({ subject, graded }: FinalSubject, { head: { grade }, stage }: Ground): FinalStage | null {
  if (stage !== 'exam' && stage !== 'final') return stage;
  if (stagesAfter({ scale: graded ? 'marks' : 'words', grade, subject }).includes(stage)) return stage;
  return stage === 'exam' || joinedSubjectOf({ grade, subject }) ? null : 'year';
}

interface Found {
  ground: Ground;
  here: boolean;
  learns: boolean;
  stage: FinalStage | null;
  choice: Choice;
}

function stateOf({ graded }: FinalSubject, { ground, here, learns, stage, choice }: Found): FinalState {
  if (ground.head.grade === 1) return 'first-grade';
  if (!here) return 'gone';
  if (!learns) return 'no-subgroup';
  if (stage === null) return ground.stage === 'exam' ? 'no-exam' : 'joined';
  if (!graded) return 'words';
  return stage === 'exam' && choice === null ? 'no-exam' : 'due';
}

function coursesOf(act: HouseAct, choice: FinalsChoice): Promise<CourseRow[]> {
  return act.em.execute<CourseRow[]>(
    `with asked as materialized (${askedSql(choice)})
     select a.class_id as "classId", j.id as "subjectId", j.name as subject, j.short_name as "shortName", c.graded,
       c.id as "courseId", g.number as subgroup, c.teacher_id as "teacherId", ${shortNameOf('t')} as teacher,
       ${taughtBy} as "taughtBy"
     from asked a
     join course c on c.school_class_id = a.class_id and (:courses::int[] is null or c.id = any(:courses::int[]))
     join subject j on j.id = c.subject_id
     join person t on t.id = c.teacher_id
     left join subgroup g on g.id = c.subgroup_id
     order by a.class_id, j.position, j.name collate "ru-x-icu", g.number, c.id`,
    spanParams(act, choice),
  );
}

/** As the changes of teachers tell it: who had the journal at the end, then who had it before within the span. */
const taughtBy = `(
  select json_agg(json_build_object('id', w.id, 'name', ${shortNameOf('w')}) order by h.until desc, w.id)
  from (
    select had.id, max(had.until) as until
    from (
      select coalesce((select x.was_id from teacher_change x where x.course_id = c.id and x.done_at is not null
        and x.day > a.as_of order by x.day, x.id limit 1), c.teacher_id) as id, 'infinity'::date as until
      union all
      select x.was_id, x.day from teacher_change x
      where x.course_id = c.id and x.done_at is not null and x.day > a.first_day and x.day <= a.as_of) had
    group by had.id) h
  join person w on w.id = h.id)`;

function studentsOf(act: HouseAct, choice: FinalsChoice): Promise<StudentRow[]> {
  return act.em.execute<StudentRow[]>(
    `with asked as materialized (${askedSql(choice)})
     select a.class_id as "classId", s.id, n.family_name || ' ' || n.given_name as name, n.sex,
       bool_or(e.since <= a.as_of and (e.until is null or e.until > a.as_of)) as here
     from asked a
     join enrolment e on e.school_class_id = a.class_id and e.since <= a.as_of and (e.until is null or e.until > a.first_day)
     join student s on s.id = e.student_id
     join person n on n.id = s.person_id
     group by a.class_id, s.id, n.id
     order by a.class_id, n.family_name collate "ru-x-icu", n.given_name collate "ru-x-icu", s.id`,
    spanParams(act, choice),
  );
}

/** SQL: the marks of those who learn here, student by student (offset 0 keeps it so): a class has a fiftieth of the school's. */
const marksOfLearning = `(select x.* from (select distinct student_id from learning) own
         cross join lateral (select * from period_mark m where m.student_id = own.student_id offset 0) x)`;

/**
 * Of who learns a subject at the end: the mark of this journal before one that stands in another of the subject. A quarter's is none
 * of a half-year that stands beside it.
 */
function marksOf(act: HouseAct, choice: FinalsChoice): Promise<MarkRow[]> {
  const { span, classIds, courseIds } = choice;
  const isOfSome = classIds !== undefined || courseIds !== undefined;
  const stages = span.stage === 'final' ? "('final', 'year')" : `('${span.stage}')`;
  return act.em.execute<MarkRow[]>(
    `with asked as materialized (${askedSql(choice)}),
     learning as materialized (
       select a.class_id, a.period_id, c.id as course_id, c.subject_id, here.student_id
       from asked a
       join course c on c.school_class_id = a.class_id and (:courses::int[] is null or c.id = any(:courses::int[]))
       cross join lateral ${studentsOn('a.as_of')} here),
     chosen as materialized (
       select f.id, f.student_id, c.subject_id, f.course_id, f.stage, f.period_id, f.value, f.word
       from ${isOfSome ? marksOfLearning : 'period_mark'} f
       join course c on c.id = f.course_id
       ${span.stage === 'period' ? '' : 'join school_class k on k.id = c.school_class_id and k.year_id = :year'}
       where f.replaced_at is null and (f.value is not null or f.word is not null) and f.stage in ${stages}
         ${span.stage === 'period' ? 'and f.period_id = any(:periods::int[])' : ''})
     select distinct on (n.course_id, n.student_id, f.stage) n.class_id as "classId", n.student_id as "studentId",
       n.course_id as "courseId", n.subject_id as "subjectId", f.stage, f.value, f.word
     from learning n
     left join chosen f on f.student_id = n.student_id and f.subject_id = n.subject_id
       and (f.period_id is null or f.period_id = n.period_id)
     order by n.course_id, n.student_id, f.stage, (f.course_id = n.course_id) desc nulls last, f.id desc`,
    spanParams(act, choice),
  );
}
