import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { KeyFlaw } from "../../../contract/KeyFlaw";
import { fakeProgram, type FakeProgram } from "../../../dev/fakeProgram";
import { fiveWorld } from "../../../dev/world";
import { showWindow } from "../../../test/show";
import { says } from "../../testing";

async function keysOf(account: number, program: FakeProgram = fakeProgram({ world: fiveWorld() })) {
  showWindow(program, { at: `/accounts/${account}/keys` });
  const drawer = within(await screen.findByRole("complementary"));
  const section = async (name: string) => within(await drawer.findByRole("region", { name }));
  return { program, section };
}

const requests = (program: FakeProgram, command: string) => program.asked.filter((one) => one.command === command).map(({ request }) => request);

describe("keys", () => {
  it("are two, apart, and are asked for after the account is saved", async () => {
    const program = fakeProgram({ world: { ...fiveWorld(), accounts: [] } });
    showWindow(program, { at: "/accounts/new" });
    const form = within(await screen.findByRole("complementary", { name: "Add an account" }));
    await userEvent.click(form.getByRole("radio", { name: "LinkAccount" }));
    await userEvent.type(form.getByRole("textbox", { name: "Name" }), "Codes");
    await userEvent.type(form.getByRole("textbox", { name: "Account" }), "7e28");
    await userEvent.click(form.getByRole("button", { name: "Save" }));
    const drawer = within(await screen.findByRole("complementary", { name: "Codes" }));
    expect(await drawer.findByRole("region", { name: "Signing key" })).toBeVisible();
    expect(drawer.getByRole("region", { name: "Decryption key" })).toBeVisible();
  });

  it("are generated, and their public half shown with fingerprint and copy buttons", async () => {
    const { program, section } = await keysOf(5);
    const signing = await section("Signing key");
    await userEvent.click(signing.getByRole("radio", { name: "2,048 bits, if the vendor takes it" }));
    await userEvent.click(signing.getByRole("button", { name: "Generate" }));
    const card = within(await signing.findByRole("article", { name: "In use" }));
    expect(requests(program, "generateKey")).toEqual([{ account_id: 5, purpose: "signing_key", bits: 2048 }]);
    expect(card.getByText(/2048 bits/)).toBeVisible();
    expect(card.getByText(/^A0:11:5E/)).toBeVisible();
    expect(card.getByRole("button", { name: "Copy on one line" })).toBeVisible();
    expect(card.getByRole("button", { name: "Copy as PEM" })).toBeVisible();
    expect(program.world.accounts.find(({ id }) => id === 5)?.missing_secrets).toEqual(["decryption_key"]);
  });

  it("that are pasted leave the box at once, whatever the answer is", async () => {
    const { program, section } = await keysOf(5);
    const box = (await section("Decryption key")).getByRole("textbox", { name: "Or paste the private key" });
    await userEvent.click(box);
    await userEvent.paste("-----BEGIN PUBLIC KEY-----\nMIG\n-----END PUBLIC KEY-----");
    await userEvent.click((await section("Decryption key")).getByRole("button", { name: "Store it in the keychain" }));
    expect(await (await section("Decryption key")).findByRole("alert")).toHaveTextContent("This is a public key.");
    expect(box).toHaveValue("");
    expect(requests(program, "importKey")).toHaveLength(1);
    expect(document.body.innerHTML).not.toContain("MIG\n");
  });

  it("are imported from a file by a dialog of the program; closing it changes nothing", async () => {
    const { program, section } = await keysOf(5, fakeProgram({ world: fiveWorld(), api: { importKeyFile: says({ result: "closed" }) } }));
    const signing = await section("Signing key");
    await userEvent.click(signing.getByRole("button", { name: "Choose a file…" }));
    await waitFor(() => {
      expect(requests(program, "importKeyFile")).toEqual([{ account_id: 5, purpose: "signing_key" }]);
    });
    expect(signing.queryByRole("alert")).toBeNull();
    expect(signing.queryByRole("article")).toBeNull();
  });

  const flaws: Record<KeyFlaw["kind"], { flaw: KeyFlaw; words: RegExp }> = {
    not_a_key: { flaw: { kind: "not_a_key" }, words: /not a private key/ },
    public_key: { flaw: { kind: "public_key" }, words: /This is a public key/ },
    certificate: { flaw: { kind: "certificate" }, words: /This is a certificate/ },
    encrypted: { flaw: { kind: "encrypted" }, words: /protected by a password/ },
    truncated: { flaw: { kind: "truncated" }, words: /cut off/ },
    not_rsa: { flaw: { kind: "not_rsa" }, words: /not an RSA key/ },
    inconsistent: { flaw: { kind: "inconsistent" }, words: /do not fit together/ },
    too_short: { flaw: { kind: "too_short", bits: 512 }, words: /512 bits: too short/ },
    too_long: { flaw: { kind: "too_long", bits: 4096 }, words: /4096 bits: too long/ },
    file_not_read: { flaw: { kind: "file_not_read" }, words: /could not be read/ },
  };
  it.each(Object.values(flaws))("that cannot be used are refused with their own sentence: $flaw.kind", async ({ flaw, words }) => {
    const { section } = await keysOf(5, fakeProgram({ world: fiveWorld(), api: { importKeyFile: says({ result: "refused", flaw }) } }));
    const signing = await section("Signing key");
    await userEvent.click(signing.getByRole("button", { name: "Choose a file…" }));
    expect(await signing.findByRole("alert")).toHaveTextContent(words);
  });

  it("that are new wait, and are used only after it was asked whether the vendor knows them", async () => {
    const { program, section } = await keysOf(4);
    const waiting = within(await (await section("Signing key")).findByRole("article", { name: "Waiting" }));
    expect(waiting.getByText(/First register this public half at the vendor/)).toBeVisible();
    await userEvent.click(waiting.getByRole("button", { name: "Use it from now on" }));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText(/the old one is deleted from the keychain/)).toBeVisible();
    expect(requests(program, "useNextKey")).toHaveLength(0);
    await userEvent.click(dialog.getByRole("button", { name: "Use it from now on" }));
    await waitFor(() => {
      expect(requests(program, "useNextKey")).toEqual([{ account_id: 4, purpose: "signing_key" }]);
    });
    await waitFor(async () => {
      expect((await section("Signing key")).queryByRole("article", { name: "Waiting" })).toBeNull();
    });
    expect((await section("Signing key")).getByRole("heading", { name: "Signing key" })).toHaveFocus();
  });

  it("that wait can be dropped, and are replaced only one at a time", async () => {
    const { program, section } = await keysOf(4);
    const signing = await section("Signing key");
    expect(signing.queryByRole("button", { name: /^Replace/ })).toBeNull();
    await userEvent.click(await signing.findByRole("button", { name: "Drop it" }));
    expect(await signing.findByRole("button", { name: "Replace: Signing key…" })).toBeVisible();
    expect(requests(program, "dropNextKey")).toEqual([{ account_id: 4, purpose: "signing_key" }]);

    const decryption = await section("Decryption key");
    await userEvent.click(decryption.getByRole("button", { name: "Replace: Decryption key…" }));
    await userEvent.click(decryption.getByRole("button", { name: "Generate" }));
    expect(await decryption.findByRole("article", { name: "Waiting" })).toBeVisible();
    expect(decryption.getByRole("article", { name: "In use" })).toBeVisible();
  });

  it("are tested here, and the result says what it cannot know", async () => {
    const { section } = await keysOf(4);
    const decryption = await section("Decryption key");
    await userEvent.click(decryption.getByRole("button", { name: "Self test" }));
    expect(await decryption.findByRole("status")).toHaveTextContent(/This key works\. Whether the vendor knows/);
  });
});
