import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";

import { busyWorld } from "../../dev/world";
import { showDesk } from "../testing";
import { StopWordsSection } from "./StopWordsSection";

test("stop words are one on each line, and stand as they were taken", async () => {
  const program = showDesk(<StopWordsSection />, { world: { ...busyWorld(), stopWords: ["退订", "TD"] } });
  const box = await screen.findByRole("textbox", { name: "Stop words" });
  expect(box).toHaveValue("退订\nTD");
  expect(screen.getByRole("button", { name: "Save" })).toBeDisabled();
  fireEvent.change(box, { target: { value: "退订\n\n stop \ntd\nTD" } });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.getByRole("textbox", { name: "Stop words" })).toHaveValue("退订\nSTOP\nTD"));
  expect(program.asked).toContainEqual({ command: "setStopWords", request: ["退订", "stop", "td", "TD"] });
  expect(await screen.findByText(/Saved: 3 stop words. 1 was left out/)).toBeVisible();
});
