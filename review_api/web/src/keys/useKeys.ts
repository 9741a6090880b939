import { useEffect, useLayoutEffect, useRef } from "react";
import { isNative, isTyping, keyName } from "./keyboard";

export type Commands = Partial<Record<string, () => void>>;

/** Runs a command for its key, wherever on the page it is pressed, unless a person is typing. */
export function useKeys(commands: Commands, enabled = true): void {
  const latest = useRef(commands);
  // Before the browser paints: a key never does what the page showed a moment ago.
  useLayoutEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const key = keyName(event);
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (key === null || event.defaultPrevented || isTyping(target) || isNative(key, target)) return;
      if (document.querySelector("dialog[open]")) return;
      const command = latest.current[key];
      if (!command) return;
      event.preventDefault();
      command();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [enabled]);
}
