import { rememberFor } from "../../memory";

/** Whether a day is asked for: who asks may be at another desk, and Messages comes with the question. */
export const useDayAsked = rememberFor(() => ({ asked: false }));
