import { groups } from "./exchanges/groups";
import { columnNames } from "./polls/Polls";

export const computedKeys = {
  "log:kind.": { type: "PushKind" },
  "log:effect.": { type: "PushWhat" },
  "log:item.": { type: "PushWhat" },
  "log:exchange.": { type: "ExchangeKind" },
  "log:outcome.": { type: "ExchangeOutcome" },
  "log:group.": Object.keys(groups),
  "log:poll.": { type: "PollKind" },
  "log:polls.column.": columnNames,
  "log:advice.": { type: "Advice" },
  "log:finding.": ["key", "clock", "signed_as_set", "spaces_around"].flatMap((kind) => ["good", "bad", "open"].map((state) => `${kind}_${state}`)),
  "log:take_in.": ["wrong_passphrase", "not_a_hand_over"],
};
