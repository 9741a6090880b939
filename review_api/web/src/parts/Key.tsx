const SHOWN: Record<string, string> = { space: "Space", enter: "Enter", escape: "Esc", arrowleft: "←", arrowright: "→" };

/** A key of the keyboard. */
export function Key({ name }: { name: string }) {
  return <kbd>{SHOWN[name] ?? name.toUpperCase()}</kbd>;
}
