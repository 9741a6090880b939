import { isNumber, type Maybe, MISSING } from "./numbers";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in the largest fitting unit; a date that cannot be read is "not known". */
export function age(iso: string | null | undefined, now: number): string {
  const then = Date.parse(iso ?? "");
  if (Number.isNaN(then)) return MISSING;
  const past = now - then;
  if (past < MINUTE) return "now";
  if (past < HOUR) return `${Math.floor(past / MINUTE)} min`;
  if (past < 2 * DAY) return `${Math.floor(past / HOUR)} h`;
  return `${Math.floor(past / DAY)} d`;
}

/** A moment in the reader's own time zone. */
export function moment(iso: string | null | undefined): string {
  const then = Date.parse(iso ?? "");
  if (Number.isNaN(then)) return iso ? `unreadable date: ${iso}` : MISSING;
  return new Date(then).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
}

/** Minutes and seconds of a recording. */
export function clock(seconds: Maybe): string {
  if (!isNumber(seconds) || seconds < 0) return "–:––";
  const whole = Math.floor(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** Whole minutes that are left until a moment; 0 when it has passed or cannot be read. */
export function minutesLeft(iso: string, now: number): number {
  const end = Date.parse(iso);
  return Number.isNaN(end) ? 0 : Math.max(0, Math.ceil((end - now) / MINUTE));
}
