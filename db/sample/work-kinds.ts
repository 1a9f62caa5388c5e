import type { WorkKind } from '../journal/work-kind.ts';
import type { Row } from './rows.ts';

/** The kinds of graded work with their weights, in the order a teacher is offered them. */
export const workKinds = [
  kind(1, 'ответ на уроке', 1),
  kind(2, 'домашняя работа', 1),
  kind(3, 'самостоятельная работа', 2),
  kind(4, 'контрольная работа', 3, true),
  kind(5, 'диктант', 2, true),
  kind(6, 'сочинение', 3, true),
  kind(7, 'лабораторная работа', 2),
  kind(8, 'практическая работа', 2),
  kind(9, 'проект', 2),
  kind(10, 'тест', 2),
  kind(11, 'чтение наизусть', 1),
  kind(12, 'норматив', 1),
] as const;

export type WorkName =
  | 'ответ на уроке'
  | 'домашняя работа'
  | 'самостоятельная работа'
  | 'контрольная работа'
  | 'диктант'
  | 'сочинение'
  | 'лабораторная работа'
  | 'практическая работа'
  | 'проект'
  | 'тест'
  | 'чтение наизусть'
  | 'норматив';

/** The kind's id in the database. */
export function workKindId(name: WorkName): number {
  return workKinds.find(one => one.name === name)!.id;
}

function kind(id: number, name: WorkName, weight: number, control = false): Row<WorkKind> & { name: WorkName } {
  return { id, name, weight, control, position: id };
}
