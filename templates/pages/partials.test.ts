import { expect, test } from 'vitest';
import { openPress } from '../press.ts';

const press = openPress({ timeZone: 'Europe/Moscow', now: () => new Date('2026-11-24T11:05:00Z') });
const part = (name: string, view: object) => press.fragment(`partials/${name}`, view).replace(/\s+/g, ' ');

test('a field names its hint and its error to a screen reader', () => {
  const field = part('field', { name: 'topic', label: 'Тема урока', hint: 'Коротко', error: 'Напишите тему урока.' });
  expect(field).toContain('<label for="topic">');
  expect(field).toContain('aria-invalid="true" aria-describedby="topic-hint topic-error"');
  expect(field).toContain('id="topic-error"');
  expect(field).toMatch(/Напишите тему урока\.<\/p>/);
});

test('a field without hint and error promises neither', () => {
  expect(part('field', { name: 'topic', label: 'Тема урока', required: true })).not.toContain('aria-');
});

test('what a person typed comes back as text, never as tags', () => {
  const typed = '</textarea><script>alert(1)</script>';
  expect(part('textarea', { name: 'text', label: 'Текст', value: typed })).toContain('&lt;/textarea&gt;&lt;script&gt;');
  expect(part('field', { name: 'title', label: 'Название', value: '"><b>' })).toContain('value="&quot;&gt;&lt;b&gt;"');
});

test('a text keeps its lines and its first empty line', () => {
  const printed = press.fragment('partials/textarea', { name: 'text', label: 'Текст', value: '\nодин\n  два' });
  expect(printed).toContain('>\n\nодин\n  два</textarea>');
});

test('a page head stands with and without actions', () => {
  expect(part('page-head', { title: 'Форум' })).toContain('<h1>Форум</h1>');
  expect(part('page-head', { title: 'Форум' })).toContain('<div class="actions"></div>');
});

test('a mark says its kind of work in words', () => {
  expect(part('mark', { value: '5', kind: 'контрольная' })).toContain(
    '<span class="mark" data-mark="5" title="контрольная">5<span class="visually-hidden">, контрольная</span></span>',
  );
});

test('a navigation entry without known words or a label of its own is our mistake', () => {
  expect(part('nav-label', { name: 'board' }).trim()).toBe('Учительская');
  expect(() => part('nav-label', { name: 'bord' })).toThrow(/label/);
});
