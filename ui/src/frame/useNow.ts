import { useEffect, useState } from "react";

/** The time, again every `every` milliseconds. */
export function useNow(every: number): number {
  const [now, set] = useState(() => Date.now());
  useEffect(() => {
    const ticking = setInterval(() => set(Date.now()), every);
    return () => clearInterval(ticking);
  }, [every]);
  return now;
}
