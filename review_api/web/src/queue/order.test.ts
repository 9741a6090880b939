import { expect, it } from "vitest";
import { neighbour, nextOpen } from "./order";

const items = ["a", "b", "c", "d"].map((id) => ({ id, status: id === "c" ? "claimed" : "open" }));

it("moves to neighbours and stops at the ends", () => {
  expect(neighbour(items, "b", 1)).toBe("c");
  expect(neighbour(items, "a", -1)).toBeNull();
  expect(neighbour(items, "d", 1)).toBeNull();
});

it("goes on from the place of a case that has left the list", () => {
  expect(neighbour(items, "gone", 1, 2)).toBe("c");
  expect(neighbour(items, "gone", -1, 2)).toBe("b");
  expect(nextOpen(items, "gone", new Set(), 2)).toBe("d");
});

it("finds the next case that waits, past claimed and decided ones, and around", () => {
  expect(nextOpen(items, "b", new Set())).toBe("d");
  expect(nextOpen(items, "d", new Set(["a"]))).toBe("b");
  expect(nextOpen(items, "d", new Set(["a", "b"]))).toBeNull();
  expect(nextOpen([], "x", new Set())).toBeNull();
});
