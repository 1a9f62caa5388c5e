import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { isStaff } from '#school/actor.ts';
import { changeSettings } from '#school/tellings/change-settings.ts';
import { usualHours } from '#school/tellings/hours.ts';
import { type MatterChoice, tellingSettings } from '#school/tellings/settings.ts';
import type { ApiHouse } from '../doors.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

/** What the person is told, of whom and when. */
export function settingsPages(app: FastifyInstance, api: ApiHouse): void {
  const settings = { path: '/settings', name: 'settings', show };
  page(app, api, settings);
  form(app, api, { ...settings, submit, flash: 'settings/saved' });
}

async function show(act: Act, request: FastifyRequest): Promise<object> {
  const { students, own, ...hours } = await tellingSettings(act);
  // A refused form comes back as it was sent.
  const sent = fieldsOf(request);
  const isSent = sent.digestAt !== undefined;
  const named = (studentId: number, choices: readonly MatterChoice[]) =>
    choices.map(({ matter, choice }) => {
      const field = fieldOf(studentId, matter);
      return { matter, field, choice: textOf(sent[field]) || choice };
    });
  const isQuiet = hours.quietFrom !== hours.quietUntil;
  return {
    students: students.map(({ choices, ...student }) => ({ ...student, choices: named(student.id, choices) })),
    own: named(0, own),
    staff: isStaff(act.by),
    spoiler: isSent ? sent.spoiler !== undefined : hours.spoiler,
    quiet: isSent ? sent.quiet !== undefined : isQuiet,
    draft: { ...hours, ...(isQuiet ? {} : { quietFrom: usualHours.quietFrom, quietUntil: usualHours.quietUntil }) },
  };
}

async function submit(act: Act, request: FastifyRequest): Promise<string> {
  const fields = fieldsOf(request);
  const { students, own } = await tellingSettings(act);
  const all = [...students, { id: 0, choices: own }];
  const choices = all.flatMap(({ id, choices }) =>
    choices.flatMap(({ matter, choice }) => {
      const typed = textOf(fields[fieldOf(id, matter)]);
      return typed === '' || typed === choice ? [] : [{ studentId: id === 0 ? null : id, matter, choice: typed }];
    }),
  );
  const isQuiet = fields.quiet !== undefined;
  await changeSettings(act, {
    choices,
    quietFrom: isQuiet ? textOf(fields.quietFrom) : '00:00',
    quietUntil: isQuiet ? textOf(fields.quietUntil) : '00:00',
    digestAt: textOf(fields.digestAt),
    spoiler: fields.spoiler !== undefined,
  });
  return '/settings';
}

function fieldOf(studentId: number, matter: string): string {
  return `told-${studentId}-${matter}`;
}
