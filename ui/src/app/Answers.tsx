import { QueryClientProvider } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";

import { useProgram } from "../ipc/context";
import { makeQueryClient } from "./queryClient";
import { refreshOnChange } from "./refresh";

/** Keeps what the program answered to everything inside, as long as it is on the page, and asks again on change. */
export function Answers({ children }: { children: ReactNode }) {
  const program = useProgram();
  const [queries] = useState(makeQueryClient);
  useEffect(() => refreshOnChange(program, queries), [program, queries]);
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
}
