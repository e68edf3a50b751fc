import { screen, within } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";

import { PrivacyDesk } from "../desks/privacy";
import { RepliesDesk } from "../desks/replies";
import { SuppressionList } from "../desks/replies/suppression/SuppressionList";
import { RecentSends } from "../desks/send/RecentSends";
import { showDesk } from "../desks/testing";
import { fiveWorld } from "../dev/world";

beforeAll(() => {
  // jsdom lays nothing out; the virtualizer draws what fits into the box.
  Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, value: 600 });
  Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, value: 900 });
  Element.prototype.scrollTo = () => undefined;
});

test.each([
  ["Replies", RepliesDesk, ["conversation"]],
  ["Suppression list", SuppressionList, ["suppressed"]],
  ["Privacy numbers", PrivacyDesk, ["binding_x", "binding_a", "binding_b"]],
  ["recent sends", RecentSends, ["message"]],
])("every number of the list leads to its page: %s", async (_name, Desk, places) => {
  window.location.hash = "";
  showDesk(<Desk />, { world: fiveWorld() });
  await screen.findAllByText(/\d\*\*\*\*\d/);
  const paths = within(document.body)
    .getAllByRole("link", { hidden: true })
    .map((link) => link.getAttribute("href"));
  for (const at of places) expect(paths).toContainEqual(expect.stringMatching(`^/number/${at}/\\d+$`));
});
