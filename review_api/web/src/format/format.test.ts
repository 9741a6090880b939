import { describe, expect, it } from "vitest";
import { hertz, measured, percent, short } from "./numbers";
import { pieces, plain } from "./text";
import { age, clock, minutesLeft, moment } from "./time";
import { actionWords, likelihood } from "./words";

describe("numbers", () => {
  it("never round a probability to certainty", () => {
    expect([0, 0.004, 0.5, 0.996, 1].map(percent)).toEqual(["0 %", "under 1 %", "50 %", "over 99 %", "100 %"]);
  });
  it("say what is missing or no number", () => {
    expect([percent(null), short(undefined), hertz(Number.NaN), measured(null, "Hz")]).toEqual(
      Array(4).fill("not known"),
    );
  });
  it("stand with their units", () => {
    expect(measured(812, "tracks")).toBe("812 tracks");
    expect(measured(1, "tracks")).toBe("1 track");
    expect(measured(86.1328, "Hz")).toBe("86.1 Hz");
    expect(measured(42.42, "standard deviations")).toBe("42.4 σ");
    expect(measured(1, "0 or 1")).toBe("yes");
    expect(measured(24.6, "ratio")).toBe("24.6");
  });
});

describe("times", () => {
  const now = Date.parse("2026-11-20T12:00:00Z");
  it("become ages in the largest fitting unit", () => {
    const ages = ["2026-11-20T11:59:50Z", "2026-11-20T11:53:00Z", "2026-11-20T09:00:00Z", "2026-11-14T12:00:00Z"];
    expect(ages.map((iso) => age(iso, now))).toEqual(["now", "7 min", "3 h", "6 d"]);
  });
  it("that cannot be read are said to be so", () => {
    expect(age("yesterday", now)).toBe("not known");
    expect(moment("soon")).toBe("unreadable date: soon");
    expect(clock(null)).toBe("–:––");
    expect(minutesLeft("never", now)).toBe(0);
  });
  it("of a recording are minutes and seconds", () => {
    expect([0, 65.9, 3_725].map(clock)).toEqual(["0:00", "1:05", "1:02:05"]);
  });
});

describe("delivered text", () => {
  it("keeps joiners and emoji and spells out what would hide or turn it", () => {
    expect(plain("ab\u202ecd\u0000")).toBe("ab⟨U+202E⟩cd⟨U+0000⟩");
    expect(plain("نمی\u200cخواهم 👩\u200d🎤")).toBe("نمی\u200cخواهم 👩\u200d🎤");
  });
  it("recognises what the service has spelled out already", () => {
    expect(pieces("x⟨U+202E⟩y").map((piece) => piece.codePoint)).toEqual([false, true, false]);
  });
});

describe("words", () => {
  it("name bands of probability and let unknown codes stand", () => {
    expect([0.99, 0.8, 0.5, 0.2, 0.01, null].map(likelihood)).toEqual([
      "very likely",
      "likely",
      "unclear",
      "unlikely",
      "very unlikely",
      "no judgement",
    ]);
    expect(actionWords("brand_new" as never)).toBe("brand new");
  });
});
