import { render, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import type { MessageState } from "../contract/MessageState";
import { i18n } from "../i18n";
import { StateBadge, type StateShape } from "./StateBadge";

const states: Record<MessageState, { en: string; zh: string; shape: StateShape }> = {
  queued: { en: "Queued", zh: "排队中", shape: "waiting" },
  sending: { en: "Sending", zh: "提交中", shape: "waiting" },
  accepted: { en: "Waiting for report", zh: "待回执", shape: "waiting" },
  delivered: { en: "Delivered", zh: "已送达", shape: "fine" },
  failed: { en: "Failed", zh: "失败", shape: "failed" },
  rejected: { en: "Not submitted", zh: "未提交", shape: "barred" },
  not_sent: { en: "Not submitted", zh: "未提交", shape: "barred" },
  unknown: { en: "Outcome unknown", zh: "结果未知", shape: "doubt" },
  no_report: { en: "No report", zh: "无回执", shape: "waiting" },
};
const names = Object.keys(states) as MessageState[];

describe("the badge of a state", () => {
  beforeEach(() => i18n.changeLanguage("en"));

  it.each(names)("%s has its words and its shape", async (state) => {
    const { container, rerender } = render(<StateBadge state={state} />);
    expect(screen.getByText(states[state].en)).toHaveAttribute("data-shape", states[state].shape);
    expect(container.querySelector("svg")).toHaveAttribute("aria-hidden", "true");
    await i18n.changeLanguage("zh-CN");
    rerender(<StateBadge state={state} />);
    expect(screen.getByText(states[state].zh)).toBeVisible();
  });

  it("has an icon of its own for what needs a person, so that it can be told without colour", () => {
    const icons = (["failed", "rejected", "unknown", "delivered", "accepted", "no_report"] as const).map((state) => {
      const { container, unmount } = render(<StateBadge state={state} />);
      const icon = container.querySelector("svg")?.innerHTML;
      unmount();
      return icon;
    });
    expect(new Set(icons).size).toBe(icons.length);
  });

  it("does not wait for a report that cannot come here", () => {
    render(<StateBadge state="accepted" reportsHere={false} />);
    expect(screen.getByText("Submitted · no reports here")).toBeVisible();
    expect(screen.queryByText("Waiting for report")).toBeNull();
  });
});
