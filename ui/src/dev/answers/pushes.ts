import type { Push } from "../../contract/Push";
import { capabilitiesOf, push } from "../world";
import { found, nextId, pageOf, type Answers, type Stage } from "./stage";

type Commands = "receiver" | "setReceiver" | "listCallbacks" | "pastePush" | "listPushes";

export function pushAnswers({ world, become }: Stage): Pick<Answers, Commands> {
  return {
    receiver: () => world.receiver,
    setReceiver: ({ enabled, port }) => {
      const taken = enabled && port === 8_080;
      become({ receiver: { enabled, port, listening: enabled && !taken, trouble: taken ? "port_taken" : null } }, "pushes");
      return world.receiver;
    },
    listCallbacks: (id) => {
      const account = found(world.accounts.find((candidate) => candidate.id === id));
      return capabilitiesOf(account.vendor).pushes.map((kind, i) => {
        const path = `/push/${"k7Qm2xZp9Tf4".repeat(2)}${String(id)}${String(i)}`;
        const arrived = world.pushes.filter((candidate) => candidate.account_id === id && candidate.kind === kind && !candidate.pasted);
        return {
          kind,
          path,
          local_url: `http://127.0.0.1:${String(world.receiver.port)}${path}`,
          public_url: account.public_url === "" ? null : account.public_url + path,
          last_push_at: arrived[0]?.received_at ?? null,
          pushes: arrived.length,
        };
      });
    },
    pastePush: ({ account_id, kind, body }) => {
      const account = found(world.accounts.find((candidate) => candidate.id === account_id));
      const readable = body.trim().startsWith("{") || body.includes("=");
      const kept: Push = push({
        id: nextId(world.pushes),
        account_id,
        vendor: account.vendor,
        account_name: account.name,
        kind,
        body,
        pasted: true,
        headers: [],
        received_at: Date.now(),
        effects: readable
          ? [{ what: kind === "call_record" || kind === "call_start" ? { kind: "binding", binding_id: 11 } : { kind: "message", message_id: 40_006 }, fields: [{ name: "status", value: "000000" }] }]
          : [{ what: { kind: "unreadable", why: "expected value at line 1 column 1" }, fields: [] }],
      });
      become({ pushes: [kept, ...world.pushes] }, "pushes", "messages");
      return kept;
    },
    listPushes: (query) => pageOf(world.pushes.filter(({ account_id }) => query.account_id === null || account_id === query.account_id), query),
  };
}
