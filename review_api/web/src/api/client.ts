import { ProblemError, problemOf, UNREACHABLE } from "./problem";
import type {
  CaseDetail,
  CasePage,
  ClaimReceipt,
  DecisionRequest,
  Session,
  Vocabulary,
} from "./types";

/** The review API as this page uses it. Every method rejects with a `ProblemError`. */
export class Api {
  #csrf = "";

  /** Called when the service no longer knows who we are. */
  onLoggedOut: () => void = () => {};

  /** Who is logged in; null where nobody is. */
  async session(): Promise<Session | null> {
    try {
      return this.#keep(await this.#send<Session>("GET", "session"));
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) return null;
      throw error;
    }
  }

  async logIn(username: string, password: string): Promise<Session> {
    return this.#keep(await this.#send<Session>("POST", "session", { username, password }));
  }

  async logOut(): Promise<void> {
    await this.#send("DELETE", "session");
    this.#csrf = "";
  }

  vocabulary(): Promise<Vocabulary> {
    return this.#send("GET", "vocabulary");
  }

  cases(query: URLSearchParams, signal?: AbortSignal): Promise<CasePage> {
    return this.#send("GET", `cases?${query}`, undefined, signal);
  }

  case(id: string, signal?: AbortSignal): Promise<CaseDetail> {
    return this.#send("GET", this.#of(id), undefined, signal);
  }

  /** Claims a case; with the token of a claim that one holds, renews it. */
  claim(id: string, token?: string): Promise<ClaimReceipt> {
    return this.#send("POST", `${this.#of(id)}/claim`, token ? { claim_token: token } : {});
  }

  release(id: string, token: string): Promise<CaseDetail> {
    return this.#send("POST", `${this.#of(id)}/release`, { claim_token: token });
  }

  decide(id: string, decision: DecisionRequest): Promise<CaseDetail> {
    return this.#send("POST", `${this.#of(id)}/decision`, decision);
  }

  soundAddress(id: string): string {
    return `/v1/${this.#of(id)}/audio`;
  }

  /** Why a sound does not play, in the service's words; null where the service would play it. */
  async whyNoSound(id: string): Promise<string | null> {
    try {
      const response = await fetch(this.soundAddress(id), { headers: { Range: "bytes=0-0" } });
      return response.ok ? null : (await problemOf(response)).message;
    } catch {
      return UNREACHABLE.message;
    }
  }

  /** Has the service make a case's sound ready before it is opened; whether it worked shows then. */
  async warmUp(id: string, signal: AbortSignal): Promise<void> {
    try {
      const { has_audio } = await this.case(id, signal);
      if (has_audio) await fetch(this.soundAddress(id), { headers: { Range: "bytes=0-0" }, signal });
    } catch {
      // The person has not asked for this case yet; when she does, the same failure is shown.
    }
  }

  #of(id: string): string {
    return `cases/${encodeURIComponent(id)}`;
  }

  #keep(session: Session): Session {
    this.#csrf = session.csrf_token;
    return session;
  }

  async #send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const headers: Record<string, string> = { Accept: "application/json" };
    if (method !== "GET") headers["X-CSRF-Token"] = this.#csrf;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const request: RequestInit = { method, headers, credentials: "same-origin" };
    if (body !== undefined) request.body = JSON.stringify(body);
    if (signal) request.signal = signal;
    const response = await fetch(`/v1/${path}`, request).catch((error: unknown) => {
      throw error instanceof DOMException && error.name === "AbortError" ? error : UNREACHABLE;
    });
    if (!response.ok) {
      const problem = await problemOf(response);
      if (problem.status === 401) this.onLoggedOut();
      throw problem;
    }
    return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  }
}
