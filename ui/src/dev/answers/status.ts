import type { Answers, Stage } from "./stage";

export function statusAnswers({ world, become }: Stage): Pick<Answers, "deskStatus" | "pollNow" | "acknowledgeGap"> {
  return {
    deskStatus: () => world.status,
    pollNow: () => undefined,
    acknowledgeGap: (id) => become({ status: { ...world.status, gaps: world.status.gaps.filter((gap) => gap.id !== id) } }, "status"),
  };
}
