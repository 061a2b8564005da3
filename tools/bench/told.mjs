import os from 'node:os';

export function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

/** The value below which a share `q` of the numbers lies. */
export function quantile(numbers, q) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
}

/** What a ratio is worth: noise comes and goes, so what was measured in one turn is compared within that turn. */
export const ratioInTurns = (turns, ours, other) => Number(median(turns.map((turn) => ours(turn) / other(turn))).toFixed(2));

/** What the machine is like while it is measured. */
export const machine = () => ({ cpus: os.cpus().length, load: os.loadavg().map((n) => Number(n.toFixed(1))) });

/** Rows { name, ours, unit, other?, limit?, ratio?, target?, good? } as a table. */
export function printRows(head, rows) {
  console.log(head);
  console.log(`${'name'.padEnd(44)}${'ours'.padStart(12)}  ${'beside'.padEnd(26)}${'limit'.padStart(9)}${'ratio'.padStart(7)}  target`);
  for (const { name, ours, unit, other = '', limit = '', ratio = '', target, good } of rows) {
    const verdict = target ? `${target}${good ? '' : '  MISSED'}` : '';
    const line = `${name.padEnd(44)}${`${figure(ours)} ${unit}`.padStart(12)}  ${other.padEnd(26)}${String(figure(limit)).padStart(9)}${String(ratio).padStart(7)}  ${verdict}`;
    console.log(line.trimEnd());
  }
}

const figure = (value) => (typeof value !== 'number' ? value : value >= 100 ? Math.round(value) : Number(value.toFixed(1)));
