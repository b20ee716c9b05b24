/** When dated contracts open and expire: last Fridays, at 08:00 UTC (linear) or 16:00 London time (inverse). */

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** How long a contract runs. */
export type Maturity = "month" | "quarter" | "semiannual";

/** Midnight UTC of the last Friday of a month that is counted from January 1970. */
export function lastFriday(month: number): number {
  const last = Date.UTC(1970, month + 1, 0);
  // 1970-01-02 was a Friday.
  return last - ((last / DAY - 1) % 7 + 7) % 7 * DAY;
}

/** Months since January 1970. */
export function monthOf(ms: number): number {
  const date = new Date(ms);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** Midnight UTC of a month's last Sunday. */
const lastSunday = (month: number) =>
  lastFriday(month) + (monthOf(lastFriday(month) + 2 * DAY) === month ? 2 : -5) * DAY;

/** Whether London has summer time at 16:00 on a day: from the last Sunday of March to the last Sunday of October. */
export function isLondonSummer(midnight: number): boolean {
  const january = Math.floor(monthOf(midnight) / 12) * 12;
  return midnight >= lastSunday(january + 2) && midnight < lastSunday(january + 9);
}

/** End of trading of the contract that matures in a month. */
export function expiryOf(month: number, inverse: boolean): number {
  const friday = lastFriday(month);
  if (!inverse) return friday + 8 * HOUR;
  return friday + (isLondonSummer(friday) ? 15 : 16) * HOUR;
}

/** What a contract that matures in a month is called. Only Bitcoin has half-years. */
export function maturityOf(month: number, bitcoin: boolean): Maturity {
  if (bitcoin && (month + 1) % 6 === 0) return "semiannual";
  return (month + 1) % 3 === 0 ? "quarter" : "month";
}

/**
 * Begin of trading, as the listed ones began: quarters seven months before they expire, months two (inverse ones one); the
 * linear ones a week before that month's last Friday, the inverse ones on it.
 */
export function openingOf(month: number, maturity: Maturity, inverse: boolean): number {
  const ahead = maturity !== "month" ? MOST_MONTHS : inverse ? 1 : 2;
  return lastFriday(month - ahead) - (inverse ? 0 : 7 * DAY) + (inverse ? 16 : 8) * HOUR;
}

/** How many months before its expiry a contract opens at the earliest. */
export const MOST_MONTHS = 7;

/** `261225` → months since January 1970; nothing when that is no last Friday. */
export function monthOfCode(code: string): number | undefined {
  const [, year, month, day] = /^(\d\d)(\d\d)(\d\d)$/.exec(code) ?? [];
  if (day === undefined) return undefined;
  const found = (2000 + Number(year) - 1970) * 12 + Number(month) - 1;
  return codeOf(found) === code ? found : undefined;
}

/** Months since January 1970 → `261225`. */
export function codeOf(month: number): string {
  return new Date(lastFriday(month)).toISOString().slice(2, 10).replaceAll("-", "");
}
