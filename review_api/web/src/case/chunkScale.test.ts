import { expect, it } from "vitest";
import { height, places, strongest } from "./chunkScale";

const chunks = [0, 5, 10].map((start, index) => ({ start_s: start, end_s: start + 10, z: [2, 30, 8][index] ?? 0 }));

it("places overlapping parts side by side over the whole recording", () => {
  const placed = places(chunks, 20);
  expect(placed.map((place) => place.left * 20)).toEqual([0, 7.5, 12.5]);
  expect(placed.reduce((sum, place) => sum + place.width, 0)).toBeCloseTo(1);
});

it("keeps a weak comb low and never leaves the frame", () => {
  expect(height(2, [])).toBeCloseTo(0.2);
  expect(height(30, chunks)).toBe(1);
  expect(height(-3, chunks)).toBe(0);
});

it("knows the strongest part", () => {
  expect(strongest(chunks)?.start_s).toBe(5);
  expect(strongest([])).toBeNull();
});
