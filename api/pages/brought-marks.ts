import type { FastifyInstance, FastifyRequest } from 'fastify';
import { broughtOfCourse } from '#journal/brought-marks/brought-of-course.ts';
import { enterBroughtMarks } from '#journal/brought-marks/enter-brought-marks.ts';
import type { Act } from '#school/act.ts';
import { invalid } from '#school/refusal.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf, wholeNumber } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

/** «Отметки из другой школы» of a journal: who came after a period had begun, a form for each of them. */
export function broughtMarksPages(app: FastifyInstance, api: ApiHouse): void {
  const brought = { path: '/journal/:id/brought', name: 'journal-brought', show };
  page(app, api, brought);
  form(app, api, { ...brought, submit: enter, flash: 'journal/brought' });
}

async function show(act: Act, request: FastifyRequest): Promise<object> {
  const view = await broughtOfCourse(act, idOf(request));
  const fields = fieldsOf(request);
  const [student, period] = [wholeNumber(fields.student), wholeNumber(fields.period)];
  return {
    ...view,
    newcomers: view.newcomers.map(one => {
      const isTyped = one.studentId === student && one.periodId === period;
      return {
        ...one,
        isTyped,
        open: view.maySet && view.graded && one.locked === null,
        typed: {
          values: isTyped ? textOf(fields.values) : one.values.join(' '),
          origin: isTyped ? textOf(fields.origin) : (one.origin ?? one.cameFrom ?? ''),
        },
      };
    }),
  };
}

async function enter(act: Act, request: FastifyRequest): Promise<string> {
  const id = idOf(request);
  const { student, period, values, origin } = fieldsOf(request);
  await enterBroughtMarks(act, id, {
    studentId: wholeNumber(student) ?? 0,
    periodId: wholeNumber(period) ?? 0,
    values: valuesOf(textOf(values)),
    origin: textOf(origin),
  });
  return `/journal/${id}/brought`;
}

/** «5, 4 4» → 5, 4, 4. */
function valuesOf(typed: string): number[] {
  const words = typed.split(/[\s,;/]+/).filter(Boolean);
  if (!words.every(word => /^\d$/.test(word))) invalid('brought/unread', 'values');
  return words.map(Number);
}
