import { rememberFor } from "../memory";
import { emptyForm } from "./form";

/** The send form, kept while the operator looks something up at another desk. */
export const useSendForm = rememberFor(emptyForm);
