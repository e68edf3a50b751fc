import { screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it } from "vitest";

import type { Balance } from "../contract/Balance";
import { fakeProgram } from "../dev/fakeProgram";
import { balance } from "../dev/world/balances";
import { useAsk, useDo } from "../ipc/ask";
import { show } from "../test/show";
import type { Problem } from "../contract/Problem";
import userEvent from "@testing-library/user-event";

function Balances() {
  const balances = useAsk(["balances", "accounts"], ["test"], (api) => api.listBalances()).data;
  return <p>{balances === undefined ? "…" : `${balances.length} balances`}</p>;
}

describe("what was asked", () => {
  it("is asked again when one of its topics changed, and only then", async () => {
    const program = fakeProgram();
    show(<Balances />, program);
    await screen.findByText("0 balances");
    const asked = () => program.asked.filter(({ command }) => command === "listBalances").length;
    expect(asked()).toBe(1);

    program.tell("messages", "jobs");
    program.tell("accounts");
    await waitFor(() => {
      expect(asked()).toBe(2);
    });
  });
});

function Story() {
  const story = useAsk(["bindings"], ["test_story"], (api) => api.listBalances()).data;
  return <p>{story === undefined ? "…" : `${story.length} lines`}</p>;
}

function Drawer() {
  const [opened, open] = useState(true);
  return (
    <>
      <button onClick={() => open(!opened)}>Open or close</button>
      {opened && <Story />}
    </>
  );
}

it("an answer from before a change is not taken for a fresh one when its page is opened again", async () => {
  const answers: ((balances: Balance[]) => void)[] = [];
  const program = fakeProgram({ api: { listBalances: () => new Promise((resolve) => answers.push(resolve)) } });
  show(<Drawer />, program);
  const toggle = screen.getByRole("button", { name: "Open or close" });
  await waitFor(() => {
    expect(answers).toHaveLength(1);
  });
  await userEvent.click(toggle);
  program.tell("bindings");
  answers[0]?.([]);
  await userEvent.click(toggle);
  await waitFor(() => {
    expect(answers).toHaveLength(2);
  });
  answers[1]?.([balance(), balance()]);
  expect(await screen.findByText("2 lines")).toBeVisible();
});

it("a first answer from before a change gives way to one from after it", async () => {
  const answers: ((balances: Balance[]) => void)[] = [];
  const program = fakeProgram({ api: { listBalances: () => new Promise((resolve) => answers.push(resolve)) } });
  show(<Story />, program);
  await waitFor(() => {
    expect(answers).toHaveLength(1);
  });
  program.tell("bindings");
  answers[0]?.([]);
  expect(await screen.findByText("0 lines")).toBeVisible();
  await waitFor(() => {
    expect(answers).toHaveLength(2);
  });
  answers[1]?.([balance(), balance()]);
  expect(await screen.findByText("2 lines")).toBeVisible();
});

it("many changes at once are one, and a question that takes longer than their pause comes to its answer", async () => {
  const answers: ((balances: Balance[]) => void)[] = [];
  const program = fakeProgram({ api: { listBalances: () => new Promise((resolve) => answers.push(resolve)) } });
  show(<Story />, program);
  await waitFor(() => {
    expect(answers).toHaveLength(1);
  });
  answers[0]?.([]);
  await screen.findByText("0 lines");
  for (let change = 0; change < 20; change += 1) {
    program.tell("bindings");
    await new Promise((pass) => setTimeout(pass, 30));
  }
  expect(answers).toHaveLength(2);
  answers[1]?.([balance()]);
  expect(await screen.findByText("1 lines")).toBeVisible();
  await waitFor(() => {
    expect(answers).toHaveLength(3);
  });
  answers[2]?.([balance(), balance()]);
  expect(await screen.findByText("2 lines")).toBeVisible();
});

it("changes that follow each other are asked for once in a while, and after the last of them", async () => {
  let told = 0;
  const seen: number[] = [];
  const program = fakeProgram({
    api: {
      listBalances: () => {
        seen.push(told);
        return Promise.resolve([]);
      },
    },
  });
  show(<Story />, program);
  await screen.findByText("0 lines");
  for (told = 1; told <= 40; told += 1) {
    program.tell("bindings");
    await Promise.resolve();
  }
  await waitFor(() => {
    expect(seen.at(-1)).toBe(told);
  });
  expect(seen.length).toBeLessThan(10);
});

function Topic({ topic }: { topic: "bindings" | "checks" | "pushes" }) {
  useAsk([topic], ["test", topic], (api) => api.listBalances());
  return null;
}

describe.each(["bindings", "checks", "pushes"] as const)("%s", (topic) => {
  it("are asked for again when they changed", async () => {
    const program = fakeProgram();
    show(<Topic topic={topic} />, program);
    const asked = () => program.asked.filter(({ command }) => command === "listBalances").length;
    await waitFor(() => {
      expect(asked()).toBe(1);
    });
    program.tell(topic);
    await waitFor(() => {
      expect(asked()).toBe(2);
    });
  });
});

function Refresh({ quiet }: { quiet: boolean }) {
  const refresh = useDo((api) => api.refreshBalance(1), { quiet });
  return <button onClick={() => refresh.mutate(undefined)}>Refresh</button>;
}

const locked: Problem = { code: "keychain_locked", message: "org.freedesktop.Secret.Error.IsLocked" };

describe("a problem", () => {
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as a command does
  const program = () => fakeProgram({ api: { refreshBalance: () => Promise.reject(locked) } });

  it("is told with what to do next, in the language of the window", async () => {
    show(<Refresh quiet={false} />, program(), { language: "zh-CN" });
    await userEvent.click(screen.getByRole("button", { name: "Refresh" }));
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("系统钥匙串已锁定。");
    expect(alert).toHaveTextContent("请解锁钥匙串");
    expect(alert).not.toHaveTextContent("freedesktop");
  });

  it("is left to the page where the page shows it itself", async () => {
    const fake = program();
    show(<Refresh quiet />, fake);
    await userEvent.click(screen.getByRole("button", { name: "Refresh" }));
    await waitFor(() => {
      expect(fake.asked.map(({ command }) => command)).toContain("refreshBalance");
    });
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
