/** SQL for the short name of a row of `person` under an alias: «Петрова О. Н.». */
export function shortNameOf(alias: string): string {
  const initial = (column: string) => `' ' || left(${alias}.${column}, 1) || '.'`;
  return `(${alias}.family_name || ${initial('given_name')} || coalesce(${initial('patronymic')}, ''))`;
}

/** Lower-case text in which yo is written as ye, as most people type it. */
export function withoutYo(text: string): string {
  return text.replaceAll('\u0451', '\u0435');
}

/** The same in SQL. */
export function withoutYoSql(text: string): string {
  return `translate(${text}, chr(1105), chr(1077))`;
}

/** The words of a pattern for `like` that stand for themselves: a per cent sign is only a sign. */
export function likeItself(words: string): string {
  return words.replace(/[\\%_]/g, '\\$&');
}
