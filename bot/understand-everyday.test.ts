import { describe, expect, test } from 'vitest';
import { meaningsOf, type Phrase, readingOf } from '#test/phrases/read-phrases.ts';

type Row = [as: Phrase['as'], phrase: string, means: string | string[]];

// Маша is in 5Б, her brother Ваня in 2А; the father is Дима's. It is Tuesday, 24 November 2026.
describe('«чтонибудь», «какие-нить» and the like say nothing', () => {
  readAll([
    ['mother', 'поставили чтонибудь Маше', 'marks/today 1'],
    ['mother', 'что-нибудь задали на завтра', 'homework 0 2026-11-25'],
    ['father', 'есть какие-нить оценки у димы', 'marks/today 3'],
    ['student', 'чонить задали по химии', 'homework/subject 0 {Химия}'],
    ['mother', 'когда-нибудь были пропуски у вани', 'absences 2'],
  ]);
});

describe('a bare number after «на», «с», «по», «за» is a day, and the one that is near', () => {
  readAll([
    ['student', 'что задано на 26', 'homework 0 2026-11-26'],
    ['mother', 'домашка маши на 30', 'homework 1 2026-11-30'],
    ['father', 'димы не будет с 25 по 27', 'absent 3 2026-11-25 2026-11-27'],
    ['student', 'дз на 2-е', 'homework 0 2026-12-02'],
    ['mother', 'отметки за 30-е', 'marks/day 0 2026-10-30'],
    ['mother', 'оценки за 19', 'marks/day 0 2026-11-19'],
    ['father', 'опоздаем на 15 минут', 'absent 0'],
    ['student', 'номера с 15 по 20 по алгебре', 'homework/subject 0 {Алгебра}'],
  ]);
});

describe('«дома» with a day is an absence, and leaves the day its own', () => {
  readAll([
    ['mother', 'Маша кашляет, завтра дома', 'absent 1 2026-11-25 ill'],
    ['mother', 'в среду дома посидим', 'absent 0 2026-11-25'],
    ['father', 'сегодня дима дома температура', 'absent 3 2026-11-24 ill'],
  ]);
});

describe('the younger and the older child are told by their classes', () => {
  readAll([
    ['mother', 'домашка на завтра у младшего', 'homework 2 2026-11-25'],
    ['mother', 'оценки старшей за неделю', 'marks/week 1'],
    ['mother', 'мелкий заболел', 'absent 2 ill'],
    ['mother', 'малой что получил', 'marks/today 2'],
    ['mother', 'мало оценок', 'marks/today 0'],
    ['mother', 'переключи на старшую', 'child 1'],
    ['father', 'что у мелкого по истории', 'marks/subject 3 {История}'],
    ['mother', 'расписание младшего на завтра', 'schedule 2 2026-11-25'],
  ]);
});

describe('a class names the child who is in it', () => {
  readAll([
    ['mother', 'расписание 5б на завтра', 'schedule 1 2026-11-25'],
    ['mother', 'дз 2а', 'homework 2'],
    ['mother', 'завтра 5б', 'either homework 1 2026-11-25 | schedule 1 2026-11-25'],
    ['mother', 'оценки 2-а за неделю', 'marks/week 2'],
    ['mother', 'уроки 7а', 'schedule 0 2026-11-24'],
    ['teacher', '5б завтра', 'lessons 2026-11-25'],
  ]);
});

describe('a brother and a sister are told by the case of their name', () => {
  readAll([
    ['mother', 'Петрова завтра не будет', 'absent 2 2026-11-25'],
    ['mother', 'оценки у Петрова', 'marks/today 2'],
    ['mother', 'Петровой не будет в четверг', 'absent 1 2026-11-26'],
  ]);
});

describe('whether somebody was at all lessons asks for absences', () => {
  readAll([
    ['mother', 'дочка в понедельник была на всех уроках', ['absences 1 2026-11-23 2026-11-23', 'absences 1']],
    ['father', 'дима вчера на каждом уроке присутствовал', 'absences 3 2026-11-23 2026-11-23'],
    ['mother', 'все ли уроки посетил ваня', 'absences 2'],
    ['father', 'дима вчера все уроки был?', 'absences 3 2026-11-23 2026-11-23'],
    ['mother', 'все уроки на завтра', 'schedule 0 2026-11-25'],
  ]);
});

describe('a request to note an absence tells of it', () => {
  readAll([
    ['mother', 'сделайте пометку: Ваня завтра не придёт', 'absent 2 2026-11-25'],
    ['mother', 'поставьте, пожалуйста, что Маши не будет в пятницу', 'absent 1 2026-11-27'],
  ]);
});

describe('a visit to the doctor and the family are valid reasons, an illness stays one', () => {
  readAll([
    ['father', 'завтра едем к врачу, дима не придёт', 'absent 3 2026-11-25 valid'],
    ['mother', 'Ваню завтра веду к стоматологу', 'absent 2 2026-11-25 valid'],
    ['mother', 'Маша заболела, завтра идём к врачу', 'absent 1 2026-11-25 ill'],
    ['father', 'димы не будет по семейным обстоятельствам в пятницу', 'absent 3 2026-11-27 valid'],
    ['mother', 'справка от врача за прошлый понедельник', 'explain 0 2026-11-16'],
    ['mother', 'ваня вчера не был, были у врача', 'explain 2 2026-11-23'],
  ]);
});

describe('a wish to be an «отличник» or to have a mark names what is to be reached', () => {
  readAll([
    ['student', 'сколько надо пятёрок чтобы стать отличницей', 'need 0 - 5'],
    ['student', 'что нужно чтобы закончить четверть хорошистом', 'need 0 - 4'],
    ['mother', 'что надо Ване чтобы быть круглым отличником', 'need 2 - 5'],
    ['student', 'хочу быть отличником', 'need 0 - 5'],
    ['student', 'хочу пятёрку по химии', 'need 0 {Химия} 5'],
    ['father', 'дима хочет 4 по физике сколько нужно', 'need 3 {Физика} 4'],
    ['student', 'хочу твёрдую четверку по географии что для этого нужно', 'need 0 {География} 4'],
  ]);
});

describe('a class teacher asks what others have not filled', () => {
  readAll([
    ['teacher', 'в моем классе всё заполнено?', 'class'],
    ['teacher', 'кто из преподавателей не выставил оценки', 'class'],
    ['teacher', 'что у меня не заполнено', 'missing'],
  ]);
});

describe('how many there are of a mark is asked of the period, unless a day is named', () => {
  readAll([
    ['father', 'сколько двоек у димы', 'marks/period 3'],
    ['mother', 'скока у вани троек', 'marks/period 2'],
    ['mother', 'сколько пятёрок сегодня', 'marks/today 0'],
  ]);
});

describe('«литра» is both the reading of the small and the literature of the big', () => {
  readAll([
    ['mother', 'дз по литре', 'homework/subject 0 {Литература+Литературное чтение}'],
    ['mother', 'дз по литературе', 'homework/subject 0 {Литература+Литературное чтение}'],
    ['mother', 'ваня литра', 'marks/subject 2 {Литература+Литературное чтение}'],
  ]);
});

describe('slips of the finger', () => {
  readAll([
    ['mother', 'дз ване на пятнецу', 'homework 2 2026-11-27'],
    ['father', 'дз на срезу', 'homework 0 2026-11-25'],
    ['teacher', 'росписание мое на завтра', 'lessons 2026-11-25'],
    ['student', 'роспесание наше', 'schedule/week 0'],
  ]);
});

describe('small talk is no question about school', () => {
  readAll([
    ['mother', 'здравствуйте, как дела', 'start'],
    ['student', 'приветик как настроение', 'start'],
    ['mother', 'привет, как дела у Вани', 'marks/week 2'],
    ['mother', 'как дела в школе', 'marks/week 0'],
    ['mother', 'как дела', 'marks/week 0'],
  ]);
});

describe('what goes on at school stands in the announcements', () => {
  readAll([
    ['mother', 'что за субботник в субботу', 'announcements'],
    ['father', 'чё за экскурсия в пятницу', 'announcements'],
    ['mother', 'что за конкурс', 'announcements'],
    ['mother', 'что за урок сейчас у маши', 'schedule 1 2026-11-24'],
  ]);
});

describe('silence at certain hours leads to the quiet hours', () => {
  readAll([
    ['mother', 'не пишите мне по ночам', 'settings/quiet'],
    ['father', 'выключи уведомления вечером', 'settings/quiet'],
    ['student', 'не присылай ничего после 10 вечера', 'settings/quiet'],
    ['mother', 'отключите уведомления с 22 до 7 утра', 'settings/quiet'],
    ['mother', 'отключи уведомления', 'settings'],
    ['mother', 'присылай дайджест утром', 'settings'],
    ['father', 'присылайте дайджест вечером', 'settings'],
    ['mother', 'тихие часы', 'settings/quiet'],
    ['student', 'не буди меня с утра', 'settings/quiet'],
  ]);
});

describe('a day that no calendar has is said to be none', () => {
  readAll([
    ['mother', 'расписание на 31 февраля', 'no-day'],
    ['father', 'что задали на 31 ноября', 'no-day'],
    ['student', 'оценки за 0 мая', 'no-day'],
    ['mother', 'расписание на 29 февраля', 'no-day'],
    ['mother', 'расписание на 28 февраля', 'schedule 0 2027-02-28'],
  ]);
});

function readAll(rows: Row[]) {
  test.each(rows)('%s writes «%s»', (as, phrase, means) => {
    const reading = readingOf({ as, phrase });
    expect(meaningsOf({ means })).toContain(reading);
    if (means === 'settings/quiet' || means === 'settings') expect(reading).toBe(means);
  });
}
