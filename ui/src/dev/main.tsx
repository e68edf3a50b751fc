// A window around a made-up program, to look at pages without the real one. Not part of the bundle.
import "../app/styles";

import { createRoot } from "react-dom/client";

import { styleNonce } from "../app/nonce";
import { Window } from "../app/Window";
import type { Trouble } from "../contract/Trouble";
import { fakeProgram } from "./fakeProgram";
import { busyWorld, fiveWorld, freshWorld, practiceWorld, type World } from "./world";

/** `dev.html?world=five&language=zh-CN&theme=dark#/messages` */
const wanted = new URLSearchParams(window.location.search);

function world(): World {
  const name = wanted.get("world") ?? "fresh";
  if (name === "busy") return busyWorld();
  if (name === "five") return fiveWorld();
  if (name === "practice") return practiceWorld();
  if (name === "identity") return { ...practiceWorld(), identity: null };
  if (name === "live") return { ...busyWorld(), accounts: [], templates: [], jobs: [], messages: [], replies: [], conversations: [], balances: [], status: freshWorld().status };
  if (name === "recovery") return { ...busyWorld(), profile: { state: "ready", profile: "live", recovery_key_due: true, data_dir: "/tmp/live" } };
  if (name === "opening") return { ...freshWorld(), profile: { state: "opening", profile: "live" } };
  if (name === "updating") return { ...freshWorld(), profile: { state: "updating", profile: "live", percent: 37 } };
  if (name.startsWith("trouble-")) {
    return {
      ...freshWorld(),
      profile: {
        state: "trouble",
        profile: "live",
        trouble: name.slice("trouble-".length) as Trouble,
        data_dir: "/home/li/.local/share/app.switchboard.desktop/live",
        detail: "org.freedesktop.secrets: GetSecret: no such item (search took 12 ms)",
        recovery_key_exists: true,
      },
    };
  }
  return freshWorld();
}

const start = world();
start.preferences = {
  language: wanted.get("language") === "zh-CN" ? "zh-CN" : "en",
  theme: wanted.get("theme") === "dark" ? "dark" : "light",
  density: wanted.get("density") === "compact" ? "compact" : "comfortable",
};

const root = document.getElementById("root");
if (root === null) throw new Error("dev.html has no #root");
createRoot(root).render(<Window program={fakeProgram({ world: start })} styleNonce={styleNonce} />);
