import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { FieldList } from "../desks/FieldList";
import { fakeProgram } from "../dev/fakeProgram";
import { show } from "../test/show";
import { AccountName } from "./AccountName";
import { PlainText } from "./PlainText";
import { beginning } from "./text";

const shown = (text: string) => {
  const { container, unmount } = render(<PlainText text={text} />);
  const said = container.textContent;
  unmount();
  return said;
};

test("what cannot be seen, or turns the direction, is shown by its number", () => {
  expect(shown("pay \u202Egnp.exe")).toBe("pay U+202Egnp.exe");
  expect(shown("a\u200B\u200B\u200Bb")).toBe("aU+200B×3b");
  expect(shown("\u0000x\u00AD")).toBe("U+0000xU+00AD");
});

test("what belongs to what is seen stays", () => {
  for (const text of ["两行\n退订\tTD", "👩‍👩‍👧 ❤️‍🔥 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "می‌خواهم", "<b>=HYPERLINK()</b>"]) expect(shown(text)).toBe(text);
});

test("it keeps its direction to itself", () => {
  render(<PlainText text="مرحبا 12" />);
  expect(screen.getByText("مرحبا 12").tagName).toBe("BDI");
});

test("fields of a vendor and names of accounts are such text", () => {
  show(
    <>
      <FieldList fields={[{ name: "cont\u200Bent", value: "a\u202Eb" }]} />
      <AccountName vendor="lianjiang" name={"x\u2067y"} />
    </>,
    fakeProgram(),
  );
  expect(screen.getByRole("definition")).toHaveTextContent("aU+202Eb");
  expect(screen.getByRole("term")).toHaveTextContent("contU+200Bent");
  expect(screen.getByTitle(/x/)).toHaveTextContent("xU+2067y");
});

test("a text is never cut within a character", () => {
  expect(beginning("ab😀", 3)).toBe("ab");
  expect(beginning("ab😀", 4)).toBe("ab😀");
});
