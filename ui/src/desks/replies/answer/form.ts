import { useMemo, useState } from "react";

import type { AnswerDraft } from "../../../contract/AnswerDraft";
import { rememberFor, type Memory } from "../../memory";
import type { Approving } from "../../useApprove";

/** What stands in the boxes of one conversation. */
export interface AnswerForm extends Approving {
  draftId: string;
  /** None until the operator writes one: the account's own is offered. */
  signature: string | null;
  content: string;
  reference: string;
  /** Whether an answer was approved since something was last written. */
  approved: boolean;
}

export const emptyAnswer = (): AnswerForm => ({
  draftId: crypto.randomUUID(),
  signature: null,
  content: "",
  reference: "",
  approving: false,
  changed: false,
  approved: false,
});

/** The boxes after their draft became a job: a new draft, so that nothing goes out twice by accident. */
export const afterAnswer = ({ signature }: AnswerForm): AnswerForm => ({ ...emptyAnswer(), signature, approved: true });

interface Answers {
  /** By conversation. */
  forms: ReadonlyMap<number, AnswerForm>;
}

const useAnswers = rememberFor<Answers>(() => ({ forms: new Map() }));

/** What is written in a conversation; kept while the operator looks at another one. */
export function useAnswerForm(conversationId: number): { form: AnswerForm; store: Memory<AnswerForm> } {
  const { value, memory } = useAnswers();
  const [fresh] = useState(emptyAnswer);
  const store = useMemo<Memory<AnswerForm>>(() => {
    const read = () => memory.read().forms.get(conversationId) ?? fresh;
    return {
      read,
      write: (change) => memory.write({ forms: new Map(memory.read().forms).set(conversationId, { ...read(), ...change }) }),
      listen: memory.listen,
    };
  }, [memory, conversationId, fresh]);
  return { form: value.forms.get(conversationId) ?? fresh, store };
}

/** Whether two drafts are the same to the character. */
export function sameAnswer(one: AnswerDraft, other: AnswerDraft): boolean {
  return (
    one.draft_id === other.draft_id &&
    one.conversation_id === other.conversation_id &&
    one.content === other.content &&
    one.signature === other.signature &&
    one.reference === other.reference
  );
}
