// The generated client names these types, but their files are not generated yet.
// Goes away with them: an import in client.ts hides a global of the same name.
import type { JobState } from "../contract/JobState";
import type { Reason } from "../contract/Reason";

declare global {
  interface Capabilities {
    default_base_url: string;
    plain_http: boolean;
    plain_recipients: number;
    template_recipients: number;
    polls_reports: boolean;
    polls_replies: boolean;
    balance: boolean;
    extension_digits: number;
    echo_characters: number;
  }

  interface VendorInfo {
    id: string;
    capabilities: Capabilities;
  }

  interface Job {
    id: number;
    vendor: string;
    account_name: string;
    approved_at: number;
    operator: string;
    reference: string;
    state: JobState;
    paused: Reason | null;
    recipients: number;
    settled: number;
    remaining: number;
  }
}
