import type { ChunkScore } from "../api/types";

/** From here a part's comb is hard to explain by chance, and from here plain to see (in σ). */
const SOME = 3;
const STRONG = 6;

export function strength(z: number): "weak" | "some" | "strong" {
  if (z >= STRONG) return "strong";
  return z >= SOME ? "some" : "weak";
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
