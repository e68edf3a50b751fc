import { rememberFor } from "../../memory";
import { emptyForm } from "./form";

/** The bind form, kept while the operator looks something up at another desk. */
export const useBindForm = rememberFor(emptyForm);
