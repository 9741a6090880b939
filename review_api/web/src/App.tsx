import { useCallback, useEffect, useState } from "react";
import type { Api } from "./api/client";
import { wordsOf } from "./api/problem";
import type { Session } from "./api/types";
import { Notice } from "./parts/Notice";
import { useTheme } from "./parts/theme";
import { Login } from "./session/Login";
import { Workplace } from "./Workplace";

type State = { kind: "asking" } | { kind: "out"; reason: string | null } | { kind: "in"; session: Session };

/** Finds out who is there, and shows the login or the workplace. */
export function App({ api }: { api: Api }) {
  const [state, setState] = useState<State>({ kind: "asking" });
  const [theme, changeTheme] = useTheme();
  const [problem, setProblem] = useState<string | null>(null);

  const ask = useCallback(async () => {
    setProblem(null);
    try {
      const session = await api.session();
      setState(session ? { kind: "in", session } : { kind: "out", reason: null });
    } catch (error) {
      setProblem(wordsOf(error));
    }
  }, [api]);
  useEffect(() => {
    api.onLoggedOut = () => {
      setState((before) =>
        before.kind === "in" ? { kind: "out", reason: "Your session has ended. Log in to go on." } : before,
      );
    };
    void ask();
  }, [api, ask]);

  if (problem) {
    return (
      <main className="login">
        <Notice>{problem}</Notice>
        <button onClick={() => void ask()}>Try again</button>
      </main>
    );
  }
  if (state.kind === "asking") return null;
  if (state.kind === "out") {
    return (
      <Login api={api} reason={state.reason} onSession={(session) => setState({ kind: "in", session })} />
    );
  }
  const logOut = async () => {
    try {
      await api.logOut();
      setState({ kind: "out", reason: "You are logged out." });
    } catch (error) {
      setProblem(wordsOf(error));
    }
  };
  return (
    <Workplace
      api={api}
      session={state.session}
      theme={theme}
      onTheme={changeTheme}
      onLogOut={() => void logOut()}
    />
  );
}
