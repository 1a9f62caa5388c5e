/** «2026/2027» */
export function nameOfYear({ firstDay, lastDay }: { firstDay: string; lastDay: string }): string {
  return `${firstDay.slice(0, 4)}/${lastDay.slice(0, 4)}`;
}
