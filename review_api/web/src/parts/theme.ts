import { useEffect, useLayoutEffect, useState } from "react";

export type Theme = "light" | "dark";
const KEPT = "deadwax.theme";
const DARK = "(prefers-color-scheme: dark)";

function kept(): Theme | null {
  const value = localStorage.getItem(KEPT);
  return value === "light" || value === "dark" ? value : null;
}

/** The theme in force, and how to change to the other one: the system's until a person chooses. */
export function useTheme(): [Theme, () => void] {
  const [chosen, setChosen] = useState(kept);
  const [system, setSystem] = useState<Theme>(() => (matchMedia(DARK).matches ? "dark" : "light"));
  const theme = chosen ?? system;

  useEffect(() => {
    const query = matchMedia(DARK);
    const follow = () => setSystem(query.matches ? "dark" : "light");
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  // Before any canvas is drawn anew, which reads its colours from the style sheet.
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);

  const change = () => {
    const other = theme === "dark" ? "light" : "dark";
    localStorage.setItem(KEPT, other);
    setChosen(other);
  };
  return [theme, change];
}

/** A colour of the style sheet, for what is drawn on a canvas. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
