const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** No arrangement gives more days in a row. */
const LONGEST_SPAN = 31;

const isDay = (text: string): boolean => {
  const at = DAY.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

const after = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Days that are typed a line each, or as spans `2026-10-01~2026-10-07`; `bad` holds the lines that are neither. */
export function daysOf(text: string): { days: string[]; bad: string[] } {
  const [days, bad] = [new Set<string>(), [] as string[]];
  for (const line of text.split(/[\n,，;；]/).map((part) => part.trim()).filter(Boolean)) {
    const [from = '', to = from] = line.split(/\s*[~～—至]\s*/);
    const span: string[] = [];
    for (let day = from; isDay(from) && isDay(to) && day <= to && span.length <= LONGEST_SPAN; day = after(day)) span.push(day);
    if (span.length && span.length <= LONGEST_SPAN) span.forEach((day) => days.add(day));
    else bad.push(line);
  }
  return { days: [...days].sort(), bad };
}

/** Days as they are typed: neighbours become a span. */
export function textOfDays(days: readonly string[]): string {
  const spans: [from: string, to: string][] = [];
  for (const day of [...days].sort()) {
    const last = spans.at(-1);
    if (last && after(last[1]) === day) last[1] = day;
    else spans.push([day, day]);
  }
  return spans.map(([from, to]) => (from === to ? from : `${from}~${to}`)).join('\n');
}
