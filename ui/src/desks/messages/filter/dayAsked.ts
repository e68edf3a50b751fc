import { rememberFor } from "../../memory";

/** Whether a day is to be asked for once Messages is there: who asks may be at another desk. */
export const useDayAsked = rememberFor(() => ({ asked: false }));
