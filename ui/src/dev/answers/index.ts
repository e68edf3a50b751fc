import { accountAnswers } from "./accounts";
import { balanceAnswers } from "./balances";
import { bindingAnswers } from "./bindings";
import { checkAnswers } from "./checks";
import { conversationAnswers } from "./conversations";
import { exchangeAnswers } from "./exchanges";
import { keepingAnswers } from "./keeping";
import { keyAnswers } from "./keys";
import { messageAnswers } from "./messages";
import { numberAnswers } from "./numbers";
import { profileAnswers } from "./profile";
import { pushAnswers } from "./pushes";
import { replyAnswers } from "./replies";
import { sendAnswers } from "./send";
import type { Answers, Stage } from "./stage";
import { statusAnswers } from "./status";
import { templateAnswers } from "./templates";

/** One file for each desk; a command without an answer does not compile. */
export function answersOf(stage: Stage): Answers {
  return {
    ...profileAnswers(stage),
    ...accountAnswers(stage),
    ...keyAnswers(stage),
    ...checkAnswers(stage),
    ...pushAnswers(stage),
    ...templateAnswers(stage),
    ...sendAnswers(stage),
    ...messageAnswers(stage),
    ...replyAnswers(stage),
    ...conversationAnswers(stage),
    ...numberAnswers(stage),
    ...exchangeAnswers(stage),
    ...keepingAnswers(stage),
    ...balanceAnswers(stage),
    ...bindingAnswers(stage),
    ...statusAnswers(stage),
  };
}
