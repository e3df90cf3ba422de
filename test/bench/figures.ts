/** What was measured, against what it may cost: percentiles, ratios and the table. */

export interface Measured {
  readonly what: string;
  /** Milliseconds of each request; of a drain, its one wall time. */
  readonly ours: readonly number[];
  readonly bare: readonly number[];
  /** How many times the baseline's median ours may take; absent where it is only told. */
  readonly limit?: number;
  /** Or so many milliseconds more, where the baseline takes next to nothing. */
  readonly orOverMs?: number;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function ratio({ ours, bare }: Measured): number {
  return percentile(ours, 0.5) / percentile(bare, 0.5);
}

function msOver({ ours, bare }: Measured): number {
  return percentile(ours, 0.5) - percentile(bare, 0.5);
}

export function isOver(one: Measured): boolean {
  if (one.limit === undefined || ratio(one) <= one.limit) return false;
  return !(one.orOverMs !== undefined && msOver(one) <= one.orOverMs);
}

const columns = ['', 'ours p50', 'p95', 'bare p50', 'p95', 'ms over', 'ratio', 'limit', ''];

export function table(all: readonly Measured[]): string {
  const rows = [columns, ...all.map(rowOf)];
  const widths = columns.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ');
  return rows.map(line).join('\n');
}

function rowOf(one: Measured): string[] {
  const { what, ours, bare, limit, orOverMs } = one;
  const middle = [percentile(ours, 0.5), percentile(bare, 0.5)] as const;
  const ms = (value: number) => value.toFixed(value < 1000 ? 2 : 0);
  return [
    what,
    ...[ms(middle[0]), ms(percentile(ours, 0.95)), ms(middle[1]), ms(percentile(bare, 0.95))],
    ...[ms(msOver(one)), `${ratio(one).toFixed(2)}×`],
    limit === undefined ? '' : `<= ${limit}×${orOverMs === undefined ? '' : ` or ${orOverMs} ms`}`,
    limit === undefined ? '' : isOver(one) ? 'OVER' : 'PASS',
  ];
}
