import { type ConsentScope, consentScopes } from '#db/school/consent.ts';
import type { Act } from '../act.ts';
import { likeItself, withoutYo, withoutYoSql } from '../names.ts';
import { permit } from '../permissions.ts';

/** A line of the register of consents (152-ФЗ): who, to what, in which form, since when, until when. */
export interface ConsentLine {
  id: number;
  personId: number;
  person: string;
  scope: ConsentScope;
  form: 'electronic' | 'paper';
  textVersion: string;
  signedOn: string;
  recordedBy: string;
  withdrawnAt: Date | null;
}

export interface ConsentRegister {
  lines: ConsentLine[];
  scopes: readonly ConsentScope[];
  /** Who is found by the words and may be written down with a paper. */
  people: { id: number; name: string }[];
  page: number;
  pages: number;
}

const perPage = 50;

/** The register, the latest first, fifty a page; `search` is the beginning of a family name. Refusal: not-allowed. */
export async function consentRegister(
  act: Act,
  { search = '', page = 1 }: { search?: string; page?: number },
): Promise<ConsentRegister> {
  permit(act, 'keepConsents');
  const like = `${likeItself(withoutYo(search.trim().toLowerCase()))}%`;
  const asked = { like, perPage, skipped: (page - 1) * perPage };
  const rows = await act.em.execute<
    (Omit<ConsentLine, 'withdrawnAt'> & { withdrawnAt: string | null; total: number })[]
  >(
    `select k.id, k.person_id as "personId", ${nameOf('p')} as person, k.scope, k.form, k.text_version as "textVersion",
       k.signed_on as "signedOn", ${nameOf('r')} as "recordedBy", k.withdrawn_at as "withdrawnAt", count(*) over ()::int as total
     from consent k join person p on p.id = k.person_id join person r on r.id = k.recorded_by_id
     where ${beginsSo('p')} order by k.id desc limit :perPage offset :skipped`,
    asked,
  );
  const people = await act.em.execute<{ id: number; name: string }[]>(
    `select p.id, ${nameOf('p')} as name from person p where p.deactivated_at is null and :like <> '%' and ${beginsSo('p')}
     order by p.family_name collate "ru-x-icu", p.given_name collate "ru-x-icu", p.id limit 20`,
    asked,
  );
  return {
    lines: rows.map(({ total: _, withdrawnAt, ...row }) => ({
      ...row,
      withdrawnAt: withdrawnAt ? new Date(withdrawnAt) : null,
    })),
    ...{ scopes: consentScopes, people, page, pages: Math.max(1, Math.ceil((rows[0]?.total ?? 0) / perPage)) },
  };
}

const nameOf = (p: string) => `concat_ws(' ', ${p}.family_name, ${p}.given_name, ${p}.patronymic)`;
const beginsSo = (p: string) => `${withoutYoSql(`lower(${p}.family_name)`)} like :like`;
