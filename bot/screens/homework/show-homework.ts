import type { ResourceView } from '#journal/resources/resources-of.ts';
import type { HomeworkTask } from '#journal/student-homework.ts';
import { excerpt } from '#school/typed-text.ts';
import type { Scene } from '../../scene.ts';

/** A link or a file as a button: where it leads, or nowhere when the bot knows no address of the site. */
export interface ResourceButton {
  label: string;
  url: string | null;
}

/** Buttons under one message; what is over stands on the site. */
const mostResources = 8;
const longestLabel = 40;
/** Longer tasks are read whole on the site. */
const longestTask = 1500;

/** Tasks as a screen prints them: the text, and how many links and files go with it. */
export function taskView({ subject, homework, resources }: HomeworkTask, { most = longestTask } = {}) {
  return {
    subject,
    homework: homework === null || homework.length <= most ? homework : excerpt(homework, most),
    resources: resources.length,
  };
}

/** The links and files of tasks, each once: buttons, how many more there are, and whether some can't be reached from here. */
export function resourceButtons({ site }: Scene, tasks: readonly HomeworkTask[]) {
  const all = [...new Map(tasks.flatMap(({ resources }) => resources).map(one => [one.id, one])).values()];
  const buttons = all.map(one => ({ label: excerpt(one.title, longestLabel), url: addressOf(site, one) }));
  const reachable = buttons.filter(({ url }) => url !== null);
  return {
    resources: reachable.slice(0, mostResources),
    moreResources: Math.max(0, reachable.length - mostResources),
    unreachable: buttons.length - reachable.length,
  };
}

function addressOf(site: string | null, { id, lessonId, url }: ResourceView): string | null {
  if (url !== null) return url;
  return site === null ? null : `${site}/lessons/${lessonId}/resources/${id}`;
}
