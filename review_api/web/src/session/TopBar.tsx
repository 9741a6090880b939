import type { Counts, Session } from "../api/types";
import { Key } from "../parts/Key";
import { Mark } from "./Mark";

interface Props {
  session: Session;
  counts: Counts | null;
  narrowed: boolean;
  theme: string;
  onTheme: () => void;
  onQueue: () => void;
  onHelp: () => void;
  onLogOut: () => void;
}

export function TopBar({ session, counts, narrowed, theme, onTheme, onQueue, onHelp, onLogOut }: Props) {
  return (
    <header className="top-bar">
      <a
        className="brand"
        href="/"
        onClick={(event) => {
          event.preventDefault();
          onQueue();
        }}
      >
        <Mark /> Deadwax
      </a>
      {counts && (
        <span className="quiet" data-testid="open-count">
          {counts.open} open · {counts.claimed} claimed · {counts.decided} decided
          {narrowed && " in this selection"}
        </span>
      )}
      <span className="spacer" />
      <button className="plain" onClick={onTheme}>
        {theme === "dark" ? "Light" : "Dark"}
      </button>
      <button className="plain" onClick={onHelp}>
        Keys <Key name="?" />
      </button>
      <span className="who">
        {session.user.name} <span className="quiet">{session.user.role.replaceAll("_", " ")}</span>
      </span>
      <button className="plain" onClick={onLogOut}>
        Log out
      </button>
    </header>
  );
}
