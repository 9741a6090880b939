/** Something that the service refused or could not do, in words for a person. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    detail: string,
  ) {
    super(detail);
    this.name = "ProblemError";
  }

  /** Somebody else was faster, or what this window knows is out of date. */
  get isConflict(): boolean {
    return this.status === 409;
  }
}

export const UNREACHABLE = new ProblemError(
  0,
  "page.unreachable",
  "No connection",
  "The service cannot be reached. Check the connection, then try again.",
);

/** Reads a failed answer (RFC 9457, or whatever a proxy in between made of it). */
export async function problemOf(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => null);
  const given = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = (name: string, otherwise: string) =>
    typeof given[name] === "string" && given[name] !== "" ? given[name] : otherwise;
  return new ProblemError(
    response.status,
    text("code", "page.unreadable"),
    text("title", "The request failed"),
    text("detail", `The service answered with status ${response.status} and without an explanation.`),
  );
}

/** The words to show for anything that was thrown. */
export function wordsOf(error: unknown): string {
  if (error instanceof ProblemError) return error.message;
  return error instanceof Error ? `The page failed here: ${error.message}` : "The page failed here.";
}
