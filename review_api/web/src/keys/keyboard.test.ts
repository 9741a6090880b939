import { expect, it } from "vitest";
import { isNative, isTyping, keyName } from "./keyboard";

const press = { key: "c", ctrlKey: false, metaKey: false, altKey: false, isComposing: false };

it("leaves chords and unfinished characters to the browser", () => {
  expect(keyName(press)).toBe("c");
  expect(keyName({ ...press, key: " " })).toBe("space");
  expect(keyName({ ...press, ctrlKey: true })).toBeNull();
  expect(keyName({ ...press, isComposing: true })).toBeNull();
});

it("knows where letters are text", () => {
  expect(isTyping({ tagName: "TEXTAREA" })).toBe(true);
  expect(isTyping({ tagName: "INPUT", type: "search" })).toBe(true);
  expect(isTyping({ tagName: "INPUT", type: "radio" })).toBe(false);
  expect(isTyping({ tagName: "DIV", isContentEditable: true })).toBe(true);
});

it("lets the browser press buttons, follow links and choose radios", () => {
  expect(isNative("enter", { tagName: "A" })).toBe(true);
  expect(isNative("space", { tagName: "BUTTON" })).toBe(true);
  expect(isNative("space", { tagName: "INPUT", type: "radio", checked: false })).toBe(true);
  expect(isNative("space", { tagName: "INPUT", type: "radio", checked: true })).toBe(false);
  expect(isNative("c", { tagName: "BUTTON" })).toBe(false);
});
