import joined from './joined-subjects.json' with { type: 'json' };

/** Several subjects with one exam and one final mark in a grade: mathematics. The first keeps exam and final. */
export interface JoinedSubject {
  grade: number;
  name: string;
  subjects: string[];
}

/** The joined subject to which a subject belongs in the grade, if any. */
export function joinedSubjectOf({ grade, subject }: { grade: number; subject: string }): JoinedSubject | undefined {
  return joined.find(one => one.grade === grade && one.subjects.includes(subject));
}
