import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { ownData, proposeCorrection } from '#school/classes/own-data.ts';
import { correctedFields } from '#school/classes/read-contacts.ts';
import type { ApiHouse } from '../doors.ts';
import { idOf } from './address.ts';
import { fieldsOf, textOf } from './fields.ts';
import { form, page } from './page.ts';

/** «Данные семьи»: what the school keeps of a parent and the children, and a correction to be proposed (2.4, 4.2a). */
export function familyDataPages(app: FastifyInstance, api: ApiHouse): void {
  const shown = { name: 'family-data', show };
  page(app, api, { path: '/family-data', ...shown });
  form(app, api, {
    path: '/family-data/:id',
    ...shown,
    submit: async (act, request) => {
      await proposeCorrection(act, idOf(request), typed(request));
      return '/family-data';
    },
    flash: 'classes/proposed',
  });
}

function typed(request: FastifyRequest) {
  const sent = fieldsOf(request);
  return Object.fromEntries(correctedFields.flatMap(field => (field in sent ? [[field, textOf(sent[field])]] : [])));
}

async function show(act: Act, request: FastifyRequest): Promise<object> {
  const editing = request.method === 'POST' ? idOf(request) : null;
  const people = (await ownData(act)).map(one => {
    const { phone, email, address, workplace } = one;
    const known = { phone: phone ?? '', email: email ?? '', address: address ?? '', workplace: workplace ?? '' };
    return { ...one, form: { ...known, ...(one.personId === editing ? typed(request) : {}) } };
  });
  return { people, editing };
}
