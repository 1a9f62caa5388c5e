import { myReports } from '#journal/reports/my-reports.ts';
import type { Screen } from '../messenger.ts';
import { print, type Scene } from '../scene.ts';

/** More buttons than this are parted by what a report is of. */
const mostTogether = 9;
const kinds = ['class', 'course', 'teacher', 'school'] as const;

/** The reports the person may have, as buttons (1.2d); all, or those of one kind. Staff only. */
export async function reports({ act, press }: Scene, of?: string): Promise<Screen> {
  const mine = (await myReports(act)).map(({ report }) => ({
    ...{ name: report.name, of: report.of },
    title: press.reportName(report.name).title,
  }));
  const kind = kinds.find(one => one === of) ?? null;
  const parted = kind === null && mine.length > mostTogether;
  return print(
    press,
    'reports',
    {
      ...{ kind, any: mine.length > 0 },
      kinds: parted ? kinds.filter(one => mine.some(report => report.of === one)) : [],
      reports: parted ? [] : mine.filter(report => kind === null || report.of === kind),
    },
    kind ?? undefined,
  );
}
