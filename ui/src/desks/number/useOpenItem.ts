import type { NumberWhat } from "../../contract/NumberWhat";
import { useMessagesView } from "../messages/view";
import { useBindingsView } from "../privacy/view";
import { useRepliesView } from "../replies/view";
import { placeOf } from "../useOpenRow";

/** Where an item has its story, and what the desk there is told before. */
export interface Way {
  href: string;
  prepare: () => void;
}

/** Leads from an item of the timeline to its story in its own desk; none where it has none. */
export function useOpenItem(): (what: NumberWhat) => Way | null {
  const { memory: messages } = useMessagesView();
  const { memory: replies } = useRepliesView();
  const { memory: bindings } = useBindingsView();
  const binding = (id: number): Way => ({
    href: "/privacy",
    prepare: () => bindings.write(placeOf(id)),
  });
  return (what) => {
    switch (what.kind) {
      case "message": {
        const { id } = what.row;
        return { href: "/messages", prepare: () => messages.write(placeOf(id)) };
      }
      case "reply": {
        const id = what.row.conversation_id;
        return { href: "/replies", prepare: () => replies.write(placeOf(id)) };
      }
      case "binding":
        return binding(what.row.id);
      case "call":
        return what.row.binding_id === null ? null : binding(what.row.binding_id);
      case "check":
        return { href: `/accounts/${what.row.account_id}/checks`, prepare: () => undefined };
    }
  };
}
