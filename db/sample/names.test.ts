import { expect, test } from 'vitest';
import { familyNames, feminine, loginMaker, men, patronymic } from './names.ts';

test('Воробьёв has a daughter Воробьёва, Троицкий a daughter Троицкая', () => {
  expect(['Воробьёв', 'Троицкий', 'Лапин', 'Царёв'].map(feminine)).toEqual([
    'Воробьёва',
    'Троицкая',
    'Лапина',
    'Царёва',
  ]);
});

test('no family name is listed twice, and every one has a feminine of its own', () => {
  expect(new Set(familyNames).size).toBe(familyNames.length);
  for (const name of familyNames) expect(feminine(name), name).toMatch(/(а|ая)$/);
});

test('children are called after their father', () => {
  expect(patronymic('Илья', 'male')).toBe('Ильич');
  expect(patronymic('Илья', 'female')).toBe('Ильинична');
  expect(patronymic('Дмитрий', 'female')).toBe('Дмитриевна');
  for (const man of men) expect(patronymic(man, 'female'), man).toMatch(/(вна|чна)$/);
});

test('two of one name get two logins, and nobody gets one of the cast', () => {
  const login = loginMaker(['shchukina.yu']);
  expect(login('Щукина', 'Юлия')).toBe('shchukina.yu2');
  expect(login('Соловьёв', 'Артём')).toBe('solovev.a');
  expect(login('Соловьёв', 'Алексей')).toBe('solovev.a2');
});
