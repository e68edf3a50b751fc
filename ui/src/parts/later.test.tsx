import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { MantineProvider } from "@mantine/core";
import type { ComponentType, ReactNode } from "react";
import { I18nextProvider } from "react-i18next";
import { beforeEach, expect, test, vi } from "vitest";

import { i18n } from "../i18n";
import { later } from "./later";

interface Props {
  name: string;
}

const Greeting = ({ name }: Props) => <p>Hello {name}</p>;

beforeEach(() => i18n.changeLanguage("en"));

const show = (what: ReactNode) =>
  render(
    <I18nextProvider i18n={i18n}>
      <MantineProvider env="test">{what}</MantineProvider>
    </I18nextProvider>,
  );

/** A file that is read when the test says so. */
function file() {
  const asked: { come: (part: ComponentType<Props>) => void; fail: () => void }[] = [];
  const load = vi.fn(
    () =>
      new Promise<ComponentType<Props>>((come, refuse) => {
        asked.push({ come, fail: () => refuse(new Error("the file is gone")) });
      }),
  );
  return { load, asked };
}

test("nothing stands in its place until it is there, and it is fetched once for all who show it", async () => {
  const { load, asked } = file();
  const Part = later(load);
  const shown = show(
    <>
      <b>before</b>
      <Part name="A" />
      <Part name="B" />
      <b>behind</b>
    </>,
  );
  expect(load).toHaveBeenCalledTimes(1);
  expect(shown.getByText("before").nextElementSibling).toBe(shown.getByText("behind"));
  asked[0]?.come(Greeting);
  expect(await screen.findByText("Hello A")).toBeVisible();
  expect(screen.getByText("Hello B")).toBeVisible();
  expect(load).toHaveBeenCalledTimes(1);
});

test("fetched ahead, it is there with the first drawing", async () => {
  const { load, asked } = file();
  const Part = later(load);
  const ahead = Part.ahead();
  asked[0]?.come(Greeting);
  await ahead;
  show(<Part name="A" />);
  expect(screen.getByText("Hello A")).toBeVisible();
  expect(load).toHaveBeenCalledTimes(1);
});

test("what cannot be fetched says so with what to do, and comes when it is tried again", async () => {
  const { load, asked } = file();
  const Part = later(load);
  show(<Part name="A" />);
  asked[0]?.fail();
  expect(await screen.findByRole("alert")).toHaveTextContent("This page could not be opened");
  fireEvent.click(screen.getByRole("button", { name: "Try again" }));
  await waitFor(() => expect(load).toHaveBeenCalledTimes(2));
  asked[1]?.come(Greeting);
  expect(await screen.findByText("Hello A")).toBeVisible();
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

test("what could not be fetched ahead is told to who asked, and fetched again when it is shown", async () => {
  const { load, asked } = file();
  const Part = later(load);
  const ahead = Part.ahead();
  asked[0]?.fail();
  await expect(ahead).rejects.toThrow("the file is gone");
  show(<Part name="A" />);
  expect(load).toHaveBeenCalledTimes(2);
  asked[1]?.come(Greeting);
  expect(await screen.findByText("Hello A")).toBeVisible();
});
