import type { Client } from "../contract/client";
import type { Preferences } from "../contract/Preferences";
import { FIRST_PAGE } from "../desks/longList";
import { everything } from "../desks/messages/filter/filter";
import type { Program } from "../ipc/context";

interface Asking {
  /** Keeps each answer for the page. */
  ask: Client;
  /** Settles when changes are heard. */
  listening: Promise<unknown>;
  onChanged: Program["onChanged"];
  /** Drops what was kept. */
  forget: () => void;
}

/**
 * Asks what the first page is drawn from, all that can be at once, while the code that draws it is still on its way.
 * What does not answer here is asked, and told of, by the page. Returns the preferences, which come first.
 */
export function askFirst({ ask, listening, onChanged, forget }: Asking): Promise<Preferences> {
  let opened = false;
  const open = () => {
    opened = true;
    const asked = [firstMessages(ask), ask.identity(), ask.deskStatus(), ask.listOpenJobs(), ask.listAccounts(), ask.listVendors(), ask.listWork()];
    for (const answer of asked) answer.catch(() => undefined);
  };
  const look = () =>
    ask.profileState().then(
      ({ state }) => {
        if (state === "ready" && !opened) open();
      },
      () => undefined,
    );
  onChanged(({ topics }) => {
    forget();
    if (topics.includes("profile") && !opened) void look();
  });
  // Not before: what became of the profile in between would be missed.
  void listening.then(look);
  return ask.preferences();
}

/** The first page of Messages with the filter of the last time. */
async function firstMessages(ask: Client): Promise<void> {
  const saved = await ask.listSavedFilters();
  const filter = { ...everything, ...saved.find(({ name }) => name === null)?.filter };
  await Promise.all([ask.listMessages({ filter, ...FIRST_PAGE }), ask.countMessages(filter)]);
}
