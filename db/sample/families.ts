import { type Chance, chanceOf } from './chance.ts';
import type { ClassPlan } from './classes.ts';
import { boys, familyNames, feminine, girls, men, patronymic, type Sex, women } from './names.ts';

/** A child of a family, and the class with its seat. A login makes it one of the cast. */
export interface ChildPlan {
  login?: string;
  /** Names the children of the cast's parents. */
  key?: 'masha' | 'vanya' | 'dima' | 'egor';
  familyName: string;
  givenName: string;
  patronymic: string;
  sex: Sex;
  schoolClass: ClassPlan;
}

/** A parent with an account. */
export interface ParentPlan {
  login?: string;
  kind: 'mother' | 'father';
  familyName: string;
  givenName: string;
  patronymic: string;
  sex: Sex;
}

export interface FamilyPlan {
  parents: ParentPlan[];
  children: ChildPlan[];
}

/** Families for every seat of the school: the cast's, then others with one, two or three children in different grades. */
export function familiesFor(classes: readonly ClassPlan[]): FamilyPlan[] {
  const chance = chanceOf('families');
  const families = castFamilies(name => classes.find(one => one.name === name)!);
  const taken = families.flatMap(family => family.children.map(child => child.schoolClass));
  const seats = chance.shuffled(classes.flatMap(one => Array<ClassPlan>(one.size - count(taken, one)).fill(one)));
  const surnames = surnameGiver(chance);
  while (seats.length > 0) {
    const seatsOfFamily = takeSeats(seats, childrenIn(chance));
    families.push(family(surnames(seatsOfFamily), seatsOfFamily, chance));
  }
  return families;
}

function castFamilies(classNamed: (name: string) => ClassPlan): FamilyPlan[] {
  const child = (names: string, className: string, as: Pick<ChildPlan, 'login' | 'key'> = {}): ChildPlan => ({
    ...named(names),
    ...as,
    schoolClass: classNamed(className),
  });
  const mother = (names: string, login?: string) => ({ ...named(names), login, kind: 'mother' as const });
  const father = (names: string, login?: string) => ({ ...named(names), login, kind: 'father' as const });
  const masha = child('Петрова Мария Дмитриевна', '5Б', { login: 'masha', key: 'masha' });
  const vanya = child('Петров Иван Дмитриевич', '2А', { key: 'vanya' });
  const dima = child('Смирнов Дмитрий Алексеевич', '5Б', { key: 'dima' });
  const egor = child('Козлов Егор Максимович', '1А', { key: 'egor' });
  return [
    { parents: [mother('Петрова Ольга Николаевна', 'petrova')], children: [masha, vanya] },
    { parents: [father('Смирнов Алексей Юрьевич', 'smirnov')], children: [dima] },
    { parents: [mother('Козлова Татьяна Андреевна', 'kozlova')], children: [egor] },
    {
      parents: [mother('Белова Ирина Павловна')],
      children: [child('Белова Анна Сергеевна', '11А', { login: 'belova' })],
    },
    { parents: [mother('Орлова Марина Александровна', 'orlova')], children: [child('Орлов Тимофей Сергеевич', '5Б')] },
    { parents: [mother('Иванова Юлия Валерьевна')], children: [child('Иванов Пётр Андреевич', '5Б')] },
    {
      parents: [mother('Иванова Дарья Михайловна'), father('Иванов Игорь Львович')],
      children: [child('Иванов Павел Игоревич', '5Б')],
    },
  ];
}

function named(names: string) {
  const [familyName, givenName, patronymic] = names.split(' ') as [string, string, string];
  const sex: Sex = patronymic.endsWith('вна') || patronymic.endsWith('чна') ? 'female' : 'male';
  return { familyName, givenName, patronymic, sex };
}

function childrenIn(chance: Chance): number {
  const dice = chance.next();
  return dice < 0.02 ? 3 : dice < 0.15 ? 2 : 1;
}

// The next seat, and for brothers and sisters the next ones in other grades.
function takeSeats(seats: ClassPlan[], children: number): ClassPlan[] {
  const taken = [seats.pop()!];
  while (taken.length < children) {
    const next = seats.findLastIndex(seat => taken.every(other => other.grade !== seat.grade));
    if (next < 0) break;
    taken.push(...seats.splice(next, 1));
  }
  return taken;
}

// Family names in turn, none twice in a class while there are others.
function surnameGiver(chance: Chance): (seats: readonly ClassPlan[]) => string {
  const used = new Set<string>();
  const waiting: string[] = [];
  const isFree = (name: string, seats: readonly ClassPlan[]) => !seats.some(seat => used.has(`${seat.name} ${name}`));
  return seats => {
    if (waiting.length < familyNames.length / 2) waiting.push(...chance.shuffled(familyNames));
    const place = waiting.findIndex(name => isFree(name, seats));
    const [name] = waiting.splice(Math.max(place, 0), 1) as [string];
    for (const seat of seats) used.add(`${seat.name} ${name}`);
    return name;
  };
}

// In 5Б nobody else is called as the children whom tests and pictures speak of.
const namesOfTheCast = ['Мария', 'Дмитрий', 'Тимофей', 'Пётр', 'Павел'];

function family(familyName: string, seats: readonly ClassPlan[], chance: Chance): FamilyPlan {
  const fatherName = chance.one(men);
  const children: ChildPlan[] = [];
  for (const schoolClass of seats) {
    const sex: Sex = chance.happens(0.5) ? 'female' : 'male';
    const used = [...children.map(child => child.givenName), ...(schoolClass.name === '5Б' ? namesOfTheCast : [])];
    children.push({
      ...person(familyName, sex, sex === 'female' ? girls : boys, chance, used),
      patronymic: patronymic(fatherName, sex),
      schoolClass,
    });
  }
  const mother: ParentPlan = { ...person(familyName, 'female', women, chance), kind: 'mother' };
  const father: ParentPlan = { ...person(familyName, 'male', [fatherName], chance), kind: 'father' };
  const dice = chance.next();
  return { parents: dice < 0.55 ? [mother, father] : dice < 0.92 ? [mother] : [father], children };
}

function person(familyName: string, sex: Sex, givenNames: readonly string[], chance: Chance, used: string[] = []) {
  return {
    familyName: sex === 'female' ? feminine(familyName) : familyName,
    givenName: chance.one(givenNames.filter(name => !used.includes(name))),
    patronymic: patronymic(chance.one(men), sex),
    sex,
  };
}

function count<T>(things: readonly T[], wanted: T): number {
  return things.filter(thing => thing === wanted).length;
}
