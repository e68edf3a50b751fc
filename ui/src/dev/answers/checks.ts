import type { FieldProblem } from "../../contract/FieldProblem";
import type { NumberCheck } from "../../contract/NumberCheck";
import { numberCheck } from "../world";
import { found, nextId, type Answers, type Stage } from "./stage";

export function checkAnswers({ world, become }: Stage): Pick<Answers, "checkNumber" | "listChecks" | "revealCheckNumber"> {
  return {
    checkNumber: ({ account_id, kind, channel, auth_code, token, number, reference }) => {
      const problems: FieldProblem[] = [];
      if (token.trim() === "") problems.push({ field: "token", reason: "required" });
      if (kind === "phone_info" && channel === "1" && auth_code.trim() === "") problems.push({ field: "auth_code", reason: "required" });
      if (kind === "phone_verify" && !/^1\d{10}$/.test(number)) problems.push({ field: "number", reason: number === "" ? "required" : "not_a_number" });
      if (problems.length > 0) return { result: "invalid", problems };
      const check: NumberCheck = numberCheck({
        id: nextId(world.checks),
        account_id,
        kind,
        reference,
        at: Date.now(),
        operator: world.identity?.operator ?? "",
        matches: kind === "phone_verify" ? true : null,
        number_masked: kind === "phone_verify" ? `${number.slice(0, 3)}****${number.slice(7)}` : "138****0001",
      });
      become({ checks: [check, ...world.checks] }, "checks");
      return { result: "made", check };
    },
    listChecks: (id) => world.checks.filter(({ account_id }) => account_id === id),
    revealCheckNumber: (id) => (found(world.checks.find((check) => check.id === id)).number_masked ?? "").replace("****", "1234"),
  };
}
