import { expect, test } from 'vitest';
import { openPaperMachine } from './paper-machine.ts';
import type { PaperDocument } from './sheet.ts';

const document: PaperDocument = {
  ...{
    school: 'Школа № 7',
    printed: 'Напечатано 24 ноября 2026',
    continued: 'продолжение',
    pages: 'Страница {page} из {pages}',
    at: new Date(0),
  },
  sheets: [
    {
      ...{ orientation: 'portrait', title: 'Список', tab: 'Список', lines: [], incomplete: '', signatures: [] },
      parts: [{ kind: 'text', text: 'Никого.' }],
    },
  ],
};

test('files are made in a thread of their own, several at once, and a fault of one leaves the others', async () => {
  const machine = openPaperMachine();
  const broken = {
    ...document,
    sheets: [
      {
        ...document.sheets[0]!,
        parts: [{ kind: 'plot', name: '', svg: '<svg', about: '', facts: {}, wide: false } as const],
      },
    ],
  };
  const answers = await Promise.allSettled([
    machine.make(document, 'pdf'),
    machine.make(broken, 'pdf'),
    machine.make(document, 'xlsx'),
  ]);
  const [pdf, fault, xlsx] = answers;
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(pdf.status === 'fulfilled' && pdf.value.toString('latin1', 0, 5)).toBe('%PDF-');
  expect(xlsx.status === 'fulfilled' && xlsx.value.toString('latin1', 0, 2)).toBe('PK');
  expect(fault.status === 'rejected' && fault.reason.message).toMatch(/SVG/i);
  await machine.stop();
});

test('what is being made when the program ends is broken off with a word, not left hanging', async () => {
  const machine = openPaperMachine();
  const making = expect(machine.make(document, 'pdf')).rejects.toThrow('has ended');
  await machine.stop();
  await making;
});
