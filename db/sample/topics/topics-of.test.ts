import { expect, test } from 'vitest';
import { subjects } from '../subjects.ts';
import { topicsOf } from './topics-of.ts';

test('every subject has fifteen topics or more in every grade that learns it, none twice', () => {
  for (const subject of subjects) {
    for (const [index, hours] of subject.hours.entries()) {
      if (hours === 0) continue;
      const topics = topicsOf(subject.name, index + 1);
      expect(topics.length, `${subject.name} ${index + 1}`).toBeGreaterThanOrEqual(15);
      expect(new Set(topics).size, `${subject.name} ${index + 1}`).toBe(topics.length);
    }
  }
});

test('the topics of English are written in Russian (3.2)', () => {
  for (const topic of topicsOf('Английский язык', 5)) expect(topic).toMatch(/[а-яё]/i);
});
