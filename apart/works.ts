import { classJournalWork } from '#jobs/class-journal.ts';
import type { Work } from '#jobs/queue.ts';
import { reportPackageWork } from '#jobs/report-package.ts';
import type { House } from '#school/house.ts';
import type { PaperMachine } from '#templates/paper/paper-machine.ts';
import type { Press } from '#templates/press.ts';

/** What a work has around it in a process of its own. */
export interface ApartGround {
  house: House;
  press: Press;
  paper: PaperMachine;
}

/** Works of the queue that are done in a process of their own, by their names, one line each. */
export const apartWorks: Record<string, (ground: ApartGround) => Work> = {
  'class-journal': classJournalWork,
  'report-package': reportPackageWork,
};
