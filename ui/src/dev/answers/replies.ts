import { found, pageOf, type Answers, type Stage } from "./stage";

export function replyAnswers({ world }: Stage): Pick<Answers, "listReplies" | "revealReplyNumber"> {
  return {
    listReplies: (query) => pageOf(world.replies, query),
    revealReplyNumber: (id) => found(world.replies.find((reply) => reply.id === id)).number_masked.replace("****", "1234"),
  };
}
