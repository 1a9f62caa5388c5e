import { cast } from '#db/sample/cast.ts';
import type { HouseAct } from './act.ts';
import { loadActor } from './actor.ts';
import { me } from './me.ts';

export interface CastMember {
  login: string;
  password: string;
  name: string;
  roles: string[];
  /** Given names and classes: «Мария, 5Б». */
  children: string[];
}

/** The named cast of the sample school with their passwords; the door asks only in the sample school. */
export async function sampleCast(act: HouseAct): Promise<CastMember[]> {
  const found = await act.em.execute<{ id: number; login: string }[]>(
    `select id, login from person where login = any(?)`,
    [`{${cast.map(member => member.login).join(',')}}`],
  );
  const members: CastMember[] = [];
  for (const { login, password } of cast) {
    const id = found.find(person => person.login === login)?.id;
    const by = id && (await loadActor(act.em, id, act.today));
    if (!by) continue;
    const who = await me({ ...act, by });
    const children = who.children.map(child => [child.givenName, child.className].filter(Boolean).join(', '));
    members.push({ login, password, name: who.name, roles: who.roles, children });
  }
  return members;
}
