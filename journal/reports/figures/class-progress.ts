import {
  type Category,
  type CategoryCounts,
  categoryOf,
  countCategories,
  figuresOfStudents,
  type StudentFigures,
  type StudentMark,
  sumOfCategories,
} from './categories.ts';
import type { ClassFinals, FinalCell, FinalCourse, FinalStudent, FinalSubject } from './due-finals.ts';
import { figuresOfProgress, type ProgressCounts, type ProgressFigures, progressOf, sumOfProgress } from './progress.ts';

/** A class, counted by students and by marks. */
export interface ClassProgress {
  students: CategoryCounts & StudentFigures;
  /** Of all its marks: СОУ and the mean of the class, and how many are missing. */
  marks: ProgressCounts & ProgressFigures;
  /** In the order of the subjects. */
  subjects: SubjectProgress[];
}

export interface SubjectProgress extends ProgressCounts, ProgressFigures {
  /** Зачёт and незачёт, where the subject gives no numbers; in no other count. */
  pass: number;
  fail: number;
}

/** The figures of a class of a reading. */
export function classProgress(finals: ClassFinals): ClassProgress {
  const { notAttestedWeight } = finals;
  const students = countCategories(finals.students.map(student => categoryOf(marksOfStudent(finals, student))));
  const subjects = finals.subjects.map((_, index) => subjectProgress(finals, index));
  const marks = sumOfProgress(subjects);
  return {
    students: { ...students, ...figuresOfStudents(students) },
    marks: { ...marks, ...figuresOfProgress(marks, notAttestedWeight) },
    subjects,
  };
}

/** Several classes together: a parallel, a level, the school. */
export function progressOfClasses(
  classes: readonly Pick<ClassProgress, 'students' | 'marks'>[],
  notAttestedWeight: number,
): Pick<ClassProgress, 'students' | 'marks'> {
  const students = sumOfCategories(classes.map(one => one.students));
  const marks = sumOfProgress(classes.map(one => one.marks));
  return {
    students: { ...students, ...figuresOfStudents(students) },
    marks: { ...marks, ...figuresOfProgress(marks, notAttestedWeight) },
  };
}

/** A subject of the class by its place, of all its subgroups or of one journal. */
export function subjectProgress(
  { students, notAttestedWeight }: ClassFinals,
  index: number,
  courseId?: number,
): SubjectProgress {
  const cells = students
    .map(({ cells }) => cells[index]!)
    .filter(({ course }) => courseId === undefined || course?.courseId === courseId);
  const counts = progressOf(choicesDue(cells));
  const words = (word: 'pass' | 'fail') => cells.filter(({ choice }) => choice === word).length;
  return { ...counts, ...figuresOfProgress(counts, notAttestedWeight), pass: words('pass'), fail: words('fail') };
}

/** What stands, or is missing, where a number is due. */
export function choicesDue(cells: readonly FinalCell[]) {
  return cells.filter(({ state }) => state === 'due').map(({ choice }) => choice);
}

/** The marks a student is due for, each with its subject and who teaches it. */
export function marksOfStudent(
  { subjects }: { subjects: readonly FinalSubject[] },
  { cells }: FinalStudent,
): StudentMark[] {
  return cells.flatMap(({ state, choice, course }, index) =>
    state === 'due' ? [{ subject: nameOf(subjects[index]!), teacher: teacherOf(course!), choice }] : [],
  );
}

/** Who answers for the marks of the span: who had the journal at its end. */
export function teacherOf({ taughtBy }: FinalCourse): string {
  return taughtBy[0].name;
}

/** How a report names the subject: where it has the mark of several, as these together. */
export function nameOf({ subject, joined }: FinalSubject): string {
  return joined ?? subject;
}

/** Whom the category names, in the class's order of students. */
export function studentsOf(finals: ClassFinals, category: Category): FinalStudent[] {
  return finals.students.filter(student => categoryOf(marksOfStudent(finals, student)) === category);
}
