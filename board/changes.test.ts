import { expect, test } from 'vitest';
import { changesOf } from './changes.ts';

const shown = (before: string, after: string) =>
  changesOf(before, after).map(({ kind, parts }) => [
    kind,
    parts
      .map(part => ({ same: part.text, removed: `[-${part.text}-]`, added: `[+${part.text}+]` })[part.kind])
      .join(''),
  ]);

test('a line is taken out, put in, or changed word by word', () => {
  expect(
    shown('1. Дежурить у входа.\n2. Носить форму.', '1. Дежурить у входа.\n1.1. И у гардероба.\n2. Носить форму.'),
  ).toEqual([
    ['same', '1. Дежурить у входа.'],
    ['added', '[+1.1. И у гардероба.+]'],
    ['same', '2. Носить форму.'],
  ]);
  expect(shown('Прийти к 8:00 утра.', 'Прийти к 7:50 утра.')).toEqual([
    ['changed', 'Прийти к [-8-][+7+]:[-00 -][+50 +]утра.'],
  ]);
  expect(shown('Первое.\nВторое.', 'Первое.')).toEqual([
    ['same', 'Первое.'],
    ['removed', '[-Второе.-]'],
  ]);
});

test('lines with little in common are another line', () => {
  expect(shown('Ёлка в актовом зале', 'Собрание родителей девятых классов')).toEqual([
    ['removed', '[-Ёлка в актовом зале-]'],
    ['added', '[+Собрание родителей девятых классов+]'],
  ]);
});

test('two texts of thousands of lines without one in common are shown one after the other', () => {
  const text = (word: string) => Array.from({ length: 3000 }, (_, index) => `${word} ${index}`).join('\n');
  const lines = changesOf(text('до'), text('после'));
  expect(lines.filter(({ kind }) => kind === 'same')).toEqual([]);
});
