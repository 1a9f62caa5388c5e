import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Act } from '#school/act.ts';
import { type Me, me } from '#school/me.ts';
import { type LostWay, lostWays } from '#school/ways/my-ways.ts';
import { type ApiHouse, actOf } from '../doors.ts';
import { takeFlash } from './flash.ts';

/** What layout.hbs needs around any page. */
export interface Frame {
  school: { name: string };
  sampleSchool: boolean;
  csrfToken: string;
  /** When the page was printed: said of a page that is shown again without a net. */
  at: Date;
  nav: NavEntry[];
  person?: { id: number; name: string };
  /** On somebody else's computer: the browser keeps nothing. */
  shared?: boolean;
  /** Works here, so may have entries that wait for the net. */
  staff?: boolean;
  flash?: { kind: string; text: string };
  /** Ways to the person that were lost: said on every page until they are mended. */
  lost?: readonly LostWay[];
}

interface NavEntry {
  name: string;
  href: string;
  current: boolean;
  badge?: number;
}

/** Counts that stand on the navigation, each by its room. */
export type BadgeCount = (act: Act) => Promise<number>;
export const badges: Record<string, BadgeCount> = {};

/** The frame for the request's person, in a transaction of its own. */
export async function frameOf(api: ApiHouse, request: FastifyRequest, reply: FastifyReply): Promise<Frame> {
  if (!request.session) return bareFrame(api, request, reply);
  return actOf(api, request, act => frame(api, act, { request, reply }));
}

/** The frame inside an act that is already running. */
export async function frame(
  api: ApiHouse,
  act: Act,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): Promise<Frame> {
  const who = await me(act);
  const nav: NavEntry[] = [];
  for (const entry of navOf(who)) {
    const badge = (await badges[entry.name]?.(act)) ?? 0;
    nav.push({ ...entry, current: isCurrent(request.url, entry.href), ...(badge > 0 ? { badge } : {}) });
  }
  const lost = await lostWays(act);
  return {
    ...{ ...bareFrame(api, request, reply), nav, person: { id: who.id, name: who.shortName }, staff: who.staff },
    ...(request.session?.shared ? { shared: true } : {}),
    ...(lost.length > 0 ? { lost } : {}),
  };
}

/** The frame of whoever is not known: it asks nothing of any room. */
export function bareFrame(api: ApiHouse, request: FastifyRequest, reply: FastifyReply): Frame {
  const flash = takeFlash(api, request, reply);
  return {
    school: { name: api.house.name },
    sampleSchool: api.house.sample,
    csrfToken: request.session?.csrfToken ?? '',
    at: api.house.world.now(),
    nav: [],
    ...(flash ? { flash } : {}),
  };
}

function navOf(who: Me): { name: string; href: string }[] {
  const teaches = who.roles.includes('teacher') || who.roles.includes('class-teacher');
  const isFamily = who.children.length > 0 || who.studentId !== null;
  return [
    { name: 'today', href: '/', open: true },
    {
      name: 'lessons',
      href: '/lessons',
      open: teaches || who.roles.includes('deputy') || who.roles.includes('director'),
    },
    { name: 'overview', href: '/overview', open: who.mayReadEveryJournal },
    { name: 'reports', href: '/reports', open: who.staff },
    { name: 'diary', href: '/diary', open: who.children.length > 0 || who.studentId !== null },
    { name: 'board', href: '/board', open: who.mayReadBoard },
    { name: 'forum', href: '/forum', open: who.mayUseForum },
    { name: 'announcements', href: '/announcements', open: isFamily && !who.staff },
    { name: 'letters', href: '/letters', open: true },
    { name: 'chat', href: '/chat', open: true },
    { name: 'consultations', href: '/consultations', open: who.mayKeepPeople },
    { name: 'people', href: '/people', open: who.mayKeepPeople },
    { name: 'school', href: '/school', open: who.mayKeepPeople },
  ].filter(entry => entry.open);
}

function isCurrent(url: string, href: string): boolean {
  const path = url.split('?')[0]!;
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
}
