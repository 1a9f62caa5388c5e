import { afterAll, describe, expect, test } from 'vitest';
import { docx, gif, jpegOf, pdf, png, pngOf, webp, zipOf } from '#test/files.ts';
import { openTestSchool } from '#test/house.ts';
import { fileKinds } from './file-kinds.ts';
import { keepFile, readFile } from './files.ts';
import type { Refusal } from './refusal.ts';

const school = await openTestSchool();
afterAll(() => school.close());

/** What Соколова's file is kept as. */
const keep = (name: string, content: Buffer | string) =>
  school.as('sokolova', async act => {
    const file = keepFile(act, { name, content: Buffer.from(content) }, 'file');
    await act.em.flush();
    return readFile(act, file.id);
  });
const refusalOf = (name: string, content: Buffer | string) =>
  keep(name, content).then(
    file => `kept as ${file.type}`,
    (refusal: Refusal) => `${refusal.field}: ${refusal.reason}`,
  );

const mimetype = 'application/vnd.oasis.opendocument.spreadsheet';
const ods = zipOf({ mimetype, 'content.xml': '<office:document-content/>' });
const xlsx = zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<workbook/>' });
const jpeg = jpegOf();
const rtf = '{\\rtf1\\ansi Приказ}';
const svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
const html = '<!doctype html><script>alert(1)</script>';

describe('a file that may be attached', () => {
  test.each([
    ['Приказ.pdf', pdf, 'application/pdf', true],
    ['Приказ.PDF', pdf, 'application/pdf', true],
    ['План.docx', docx, fileKinds.docx!.type, false],
    ['Нагрузка.xlsx', xlsx, fileKinds.xlsx!.type, false],
    ['Нагрузка.ods', ods, mimetype, false],
    ['Приказ.rtf', rtf, 'application/rtf', false],
    ['Список.txt', 'Белова Анна\nПетрова Мария', 'text/plain; charset=utf-8', false],
    ['Схема.png', png, 'image/png', true],
    ['Фото.jpeg', jpeg, 'image/jpeg', true],
    ['Фото.webp', webp, 'image/webp', true],
    ['Зарядка.gif', gif, 'image/gif', true],
  ])('%s is kept byte for byte', async (name, content, type, inline) => {
    const file = await keep(name, content);
    expect(file).toMatchObject({ name, type, inline, size: Buffer.from(content).length });
    expect(file.content.equals(Buffer.from(content))).toBe(true);
  });

  test('a text from an old Windows is known by its code page', async () => {
    const old = Buffer.from([0xcf, 0xf0, 0xe8, 0xea, 0xe0, 0xe7]);
    expect((await keep('Приказ.txt', old)).type).toBe('text/plain; charset=windows-1251');
  });
});

describe('a file that may not be attached', () => {
  test.each([
    ['страница.html', html],
    ['картинка.svg', svg],
    ['setup.exe', 'MZ\u0090\u0000'],
    ['архив.zip', docx],
    ['Приказ.docm', docx],
    ['без расширения', pdf],
    ['constructor', pdf],
    ['Приказ.pdf.exe', pdf],
    ['', pdf],
  ])('%s is refused by its name', async (name, content) => {
    expect(await refusalOf(name, content)).toBe('file: file-kind');
  });

  test.each([
    ['картинка.png', svg],
    ['Приказ.pdf', html],
    ['Приказ.pdf', 'MZ\u0090\u0000'],
    ['Приказ.pdf', `${html}%PDF-1.4 %%EOF`],
    ['Список.txt', html],
    ['Список.txt', `\ufeff  ${svg}`],
    ['Список.txt', 'MZ\u0090\u0000'],
    ['Фото.jpg', png],
    ['картинка.png', html],
    ['картинка.gif', 'GIF89a/*;alert(1)//'],
    ['картинка.gif', 'GIF89a'],
    ['картинка.gif', gif.subarray(0, 30)],
    ['картинка.png', png.subarray(0, png.length - 1)],
    ['картинка.webp', webp.subarray(0, webp.length - 4)],
    ['Фото.jpg', jpeg.subarray(0, 20)],
    ['План.docx', pdf],
    ['План.docx', xlsx],
    ['План.docx', zipOf({ '[Content_Types].xml': '', 'word/document.xml': '', 'word/vbaProject.bin': '' })],
    ['План.odt', ods],
    ['Приказ.rtf', html],
  ])('%s is refused by its bytes', async (name, content) => {
    expect(await refusalOf(name, content)).toBe('file: file-content');
  });

  test.each([
    ['Схема.png', Buffer.concat([png, docx])],
    ['Схема.png', Buffer.concat([png, Buffer.from(html)])],
    ['Фото.jpg', Buffer.concat([jpeg, pdf])],
    ['картинка.gif', Buffer.concat([gif, Buffer.from('/**/=1;alert(1)')])],
    ['картинка.webp', Buffer.concat([webp, Buffer.from(html)])],
    ['Приказ.pdf', Buffer.concat([Buffer.from('<!doctype html><script>alert(1)</script>'), pdf])],
    ['Приказ.pdf', Buffer.concat([pdf, docx])],
    ['План.docx', Buffer.concat([pdf, docx])],
    ['План.docx', Buffer.concat([docx, Buffer.from(html)])],
  ])('%s is refused when it is two files at once', async (name, content) => {
    expect(await refusalOf(name, content)).toBe('file: file-content');
  });

  test('an empty one and one over ten megabytes are refused', async () => {
    expect(await refusalOf('Приказ.pdf', '')).toBe('file: file-empty');
    const large = Buffer.concat([pdf, Buffer.alloc(10 * 1024 * 1024 - pdf.length), Buffer.from('\n%%EOF')]);
    expect(await refusalOf('Приказ.pdf', large)).toBe('file: file-too-large');
    expect(await refusalOf('Приказ.pdf', large.subarray(0, 10 * 1024 * 1024))).toBe('file: file-content');
  });

  test('a picture is small in bytes and enormous in points', async () => {
    const bomb = pngOf();
    bomb.writeUInt32BE(20_000, 16);
    bomb.writeUInt32BE(20_000, 20);
    expect(await refusalOf('Схема.png', bomb)).toBe('file: picture-too-large');
  });

  test('leaves nothing behind', async () => {
    const count = () => school.as('sokolova', act => act.em.execute('select count(*) from stored_file'));
    const before = await count();
    await refusalOf('страница.html', html);
    expect(await count()).toEqual(before);
  });
});

describe('a file’s name', () => {
  test('loses its path, control characters and what would turn the writing about', async () => {
    expect((await keep('C:\\Документы\\Приказ.pdf', pdf)).name).toBe('Приказ.pdf');
    expect((await keep('../../etc/Приказ\u0000\r\n.pdf', pdf)).name).toBe('Приказ .pdf');
    expect((await keep('при\u202efdp.каз.pdf', pdf)).name).toBe('приfdp.каз.pdf');
    expect((await keep(`${'Й'.normalize('NFD')}.pdf`, pdf)).name).toBe('Й.pdf');
  });

  test('is shortened before its extension', async () => {
    const { name } = await keep(`${'🔔'.repeat(300)}.pdf`, pdf);
    expect([...name].length).toBe(200);
    expect(name.endsWith('🔔.pdf')).toBe(true);
    expect(name.isWellFormed()).toBe(true);
  });
});
