import { answerParts, billing, callBilling, ofCalls } from "./story/answerCase";

const answers = Object.keys(billing);

export const computedKeys = {
  "messages:way.look_by.": ["report", "query"],
  "messages:answer.": answers.flatMap((answer) => answerParts.map((part) => `${answer}.${part}`)),
  "messages:call.": Object.entries(ofCalls).flatMap(([answer, parts]) => parts.map((part) => `${answer}.${part}`)),
  "messages:billed.": [...new Set(Object.values(billing))],
  "messages:billed_call.": callBilling,
  "messages:event.job_acted.": { type: "JobAct" },
  "messages:kind.": { type: "SendMode" },
  "messages:report.channel.": { type: "ReportChannel" },
};
