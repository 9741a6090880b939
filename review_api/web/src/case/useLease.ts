import { useEffect, useRef } from "react";

const BEFORE_END = 4 * 60_000;
const STILL_HERE = 10 * 60_000;
const LOOK_EVERY = 30_000;

/**
 * Renews a claim shortly before it runs out while the person is at work: who has touched nothing for
 * ten minutes has left, and the case goes back to the queue when the lease ends.
 */
export function useLease(leaseUntil: string | null, renew: () => void): void {
  const latest = useRef(renew);
  const touched = useRef(Date.now());
  useEffect(() => {
    latest.current = renew;
  });
  useEffect(() => {
    const touch = () => {
      touched.current = Date.now();
    };
    document.addEventListener("keydown", touch, true);
    document.addEventListener("pointerdown", touch, true);
    return () => {
      document.removeEventListener("keydown", touch, true);
      document.removeEventListener("pointerdown", touch, true);
    };
  }, []);
  useEffect(() => {
    if (leaseUntil === null) return undefined;
    const timer = setInterval(() => {
      const left = Date.parse(leaseUntil) - Date.now();
      const atWork = Date.now() - touched.current < STILL_HERE;
      if (left > 0 && left < BEFORE_END && atWork) latest.current();
    }, LOOK_EVERY);
    return () => clearInterval(timer);
  }, [leaseUntil]);
}
