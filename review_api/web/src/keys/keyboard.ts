/** Elements that take letters: a key pressed there is text, never a command. */
const TEXT_INPUTS = new Set(["text", "search", "password", "email", "url", "tel", "number", "date"]);

/** What of an element matters for keys; an `Element` fits. */
export interface Target {
  tagName: string;
  type?: string;
  checked?: boolean;
  isContentEditable?: boolean;
}

export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

export function isTyping(target: Target | null): boolean {
  if (!target) return false;
  if (target.isContentEditable) return true;
  if (target.tagName === "INPUT") return TEXT_INPUTS.has(target.type ?? "text");
  return target.tagName === "TEXTAREA" || target.tagName === "SELECT";
}

/** Whether the browser itself does something with this key on this element. */
export function isNative(key: string, target: Target | null): boolean {
  if (!target) return false;
  const { tagName } = target;
  if (key === "enter") return ["BUTTON", "A", "SUMMARY", "INPUT"].includes(tagName);
  if (key === "space") {
    if (tagName === "INPUT") return target.type !== "radio" || target.checked !== true;
    return ["BUTTON", "SUMMARY"].includes(tagName);
  }
  return key.startsWith("arrow") && tagName === "INPUT";
}

/** The command's name for a key press; null for chords, which belong to the browser. */
export function keyName(press: Press): string | null {
  if (press.ctrlKey || press.metaKey || press.altKey || press.isComposing) return null;
  return press.key === " " ? "space" : press.key.toLowerCase();
}
