import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { styleNonce } from "./app/nonce";
import { Window } from "./app/Window";
import { api, onChanged } from "./ipc";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <Window program={{ api, onChanged }} styleNonce={styleNonce} />
  </StrictMode>,
);
