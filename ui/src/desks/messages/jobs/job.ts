import type { Client } from "../../../contract/client";

/** What an operator approved. */
export type Job = Awaited<ReturnType<Client["listOpenJobs"]>>[number];
