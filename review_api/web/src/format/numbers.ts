/** What stands where a value is missing or is no number. */
export const MISSING = "not known";

export type Maybe = number | null | undefined;

export function isNumber(value: Maybe): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

/** A number with as many digits as a person needs: 3 significant ones below 1000. */
export function short(value: Maybe): string {
  if (!isNumber(value)) return MISSING;
  const size = Math.abs(value);
  if (size >= 1000 || Number.isInteger(value)) return value.toLocaleString("en", { maximumFractionDigits: 0 });
  return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}

/** A probability or share in per cent; the ends are never rounded to certainty. */
export function percent(share: Maybe): string {
  if (!isNumber(share)) return MISSING;
  if (share > 0 && share < 0.01) return "under 1 %";
  if (share < 1 && share > 0.99) return "over 99 %";
  return `${Math.round(share * 100)} %`;
}

export function hertz(hz: Maybe): string {
  if (!isNumber(hz)) return MISSING;
  return hz >= 1000 ? `${(hz / 1000).toFixed(1)} kHz` : `${short(hz)} Hz`;
}

export function bytes(size: Maybe): string {
  if (!isNumber(size)) return MISSING;
  if (size >= 1e6) return `${(size / 1e6).toFixed(1)} MB`;
  return size >= 1e3 ? `${(size / 1e3).toFixed(0)} kB` : `${size} bytes`;
}

/** A value with its unit, as it stands beside a sentence. */
export function measured(value: Maybe, unit: string | null | undefined): string {
  if (!isNumber(value)) return MISSING;
  if (unit === "share" || unit === "probability") return percent(value);
  if (unit === "Hz") return hertz(value);
  if (unit === "0 or 1") return value >= 0.5 ? "yes" : "no";
  const named = unit === "robust standard deviations" || unit === "standard deviations" ? "σ" : unit;
  if (!named || named === "ratio") return short(value);
  return `${short(value)} ${value === 1 ? named.replace(/s$/, "") : named}`;
}
