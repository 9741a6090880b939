import { type SubmitEvent, useState } from "react";
import type { Api } from "../api/client";
import { wordsOf } from "../api/problem";
import type { Session } from "../api/types";
import { Notice } from "../parts/Notice";
import { Mark } from "./Mark";

interface Props {
  api: Api;
  reason: string | null;
  onSession: (session: Session) => void;
}

/** Asks who is there. */
export function Login({ api, reason, onSession }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    try {
      onSession(await api.logIn(String(form.get("username")), String(form.get("password"))));
    } catch (error) {
      setProblem(wordsOf(error));
      setBusy(false);
    }
  };

  return (
    <main className="login">
      <form onSubmit={submit}>
        <h1>
          <Mark /> Deadwax
        </h1>
        <p className="quiet">Review of flagged music deliveries</p>
        {reason && !problem && <Notice tone="calm">{reason}</Notice>}
        {problem && <Notice>{problem}</Notice>}
        <label>
          Name
          <input name="username" type="text" autoComplete="username" required autoFocus maxLength={200} />
        </label>
        <label>
          Password
          <input name="password" type="password" autoComplete="current-password" required maxLength={1000} />
        </label>
        <button className="primary" type="submit" disabled={busy}>
          {busy ? "Logging in …" : "Log in"}
        </button>
      </form>
    </main>
  );
}
