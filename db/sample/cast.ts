import type { sexes } from '../school/person.ts';

/** One of the people everybody of this project knows by name: in tests, on the sign-in page, in pictures. */
export interface CastMember {
  login: string;
  password: string;
  familyName: string;
  givenName: string;
  patronymic: string;
  sex: (typeof sexes)[number];
  /** What signing in as this person shows. */
  reason: string;
}

/** The named cast of the sample school, in the order the sign-in page lists it. */
export const cast: readonly CastMember[] = [
  member('petrova', 'Петрова Ольга Николаевна', 'Мама Маши из 5Б и Вани из 2А: отметки двоих детей.'),
  member('smirnov', 'Смирнов Алексей Юрьевич', 'Папа Димы из 5Б: семья с одним ребёнком.'),
  member('kozlova', 'Козлова Татьяна Андреевна', 'Мама Егора из 1А: первый класс, без отметок.'),
  member('masha', 'Петрова Мария Дмитриевна', 'Маша, ученица 5Б: свой дневник.'),
  member('belova', 'Белова Анна Сергеевна', 'Ученица 11А: полугодия вместо четвертей.'),
  member('ivanova', 'Иванова Наталья Петровна', 'Учитель математики, классный руководитель 5Б.'),
  member(
    'orlova',
    'Орлова Марина Александровна',
    'Учитель русского языка, классный руководитель 9А, мама Тимофея из 5Б.',
  ),
  member('volkov', 'Волков Денис Олегович', 'Учитель физкультуры, замещает коллег.'),
  member('fedorova', 'Фёдорова Светлана Игоревна', 'Учитель начальных классов, классный руководитель 1А.'),
  member('morozov', 'Морозов Андрей Павлович', 'Заместитель директора по учебной работе.'),
  member('sokolova', 'Соколова Елена Викторовна', 'Директор: приказы, положения, лист ознакомления.'),
  member('kuznetsov', 'Кузнецов Илья Сергеевич', 'Ответственный за журнал, учитель информатики.'),
];

/** The cast member with the login. */
export function castMember(login: string): CastMember {
  const found = cast.find(one => one.login === login);
  if (!found) throw new RangeError(`nobody of the cast signs in as ${login}`);
  return found;
}

function member(login: string, fullName: string, reason: string): CastMember {
  const [familyName, givenName, patronymic] = fullName.split(' ') as [string, string, string];
  const sex = patronymic.endsWith('вна') ? 'female' : 'male';
  return { login, password: `kolokol-${login}`, familyName, givenName, patronymic, sex, reason };
}
