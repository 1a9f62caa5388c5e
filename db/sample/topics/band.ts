/** Topics of a subject up to a grade, in the order they are taught. */
export interface Band {
  grade: number;
  topics: readonly string[];
}

/** By subject, from the lowest band to the highest. */
export type SubjectTopics = Record<string, readonly Band[]>;

/** A band written down as lines, a topic each. */
export function upTo(grade: number, lines: string): Band {
  const topics = lines
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
  return { grade, topics };
}
