/** SQL for the short name of a row of `person` under an alias: «Петрова О. Н.». */
export function shortNameOf(alias: string): string {
  const initial = (column: string) => `' ' || left(${alias}.${column}, 1) || '.'`;
  return `(${alias}.family_name || ${initial('given_name')} || coalesce(${initial('patronymic')}, ''))`;
}
