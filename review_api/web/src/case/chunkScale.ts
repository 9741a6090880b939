import type { ChunkScore } from "../api/types";

/** From here a part's comb is hard to explain by chance, and from here plain to see (in σ). */
const SOME = 3;
const STRONG = 6;

export function strength(z: number): "weak" | "some" | "strong" {
  if (z >= STRONG) return "strong";
  return z >= SOME ? "some" : "weak";
}

/** Where a part's bar stands, as shares of the duration. */
export interface Place {
  left: number;
  width: number;
}

/**
 * Places one bar per part, side by side: parts overlap, so each stands around its middle, halfway to
 * its neighbours; the first reaches back to its start and the last on to its end.
 */
export function places(chunks: readonly ChunkScore[], duration: number): Place[] {
  const middle = (chunk: ChunkScore) => (chunk.start_s + chunk.end_s) / 2;
  return chunks.map((chunk, index) => {
    const before = chunks[index - 1];
    const after = chunks[index + 1];
    const from = before ? (middle(before) + middle(chunk)) / 2 : chunk.start_s;
    const to = after ? (middle(chunk) + middle(after)) / 2 : chunk.end_s;
    return { left: share(from, duration), width: share(to, duration) - share(from, duration) };
  });
}

function share(seconds: number, duration: number): number {
  return Math.max(0, Math.min(1, seconds / duration));
}

/** Height of a part's bar in 0…1; the tallest bar stands for 10 σ or the strongest part. */
export function height(z: number, chunks: readonly ChunkScore[]): number {
  const top = Math.max(10, ...chunks.map((chunk) => chunk.z));
  return Math.max(0, Math.min(1, z / top));
}

/** The part that carries the comb most strongly; null where none was scored. */
export function strongest(chunks: readonly ChunkScore[]): ChunkScore | null {
  return chunks.reduce<ChunkScore | null>((best, chunk) => (best && best.z >= chunk.z ? best : chunk), null);
}
