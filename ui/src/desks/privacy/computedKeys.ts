import { presets, units } from "./form/form";
import { outcomes } from "./story/BindingTimeline";
import { releasers } from "./story/Calls";

const states = ["binding", "bound", "unconfirmed", "unknown", "rejected", "not_sent", "releasing", "still_bound", "released", "ended"];

export const computedKeys = {
  "privacy:state.": { type: "BindingState" },
  "privacy:blocker.": { type: "BindBlocker" },
  "privacy:confirm.": { type: "BindConfirmation" },
  "privacy:answer.": states.flatMap((state) => ["head", "means", "next"].map((part) => `${state}.${part}`)),
  "privacy:preset.": presets.map(String),
  "privacy:unit.": Object.keys(units),
  "privacy:announcement.": ["b_to_x", "a_to_x", "others_to_x", "anyone_to_x"],
  "privacy:event.bind.": outcomes,
  "privacy:event.release.": outcomes,
  "privacy:calls.ended_by.": Object.values(releasers),
};
