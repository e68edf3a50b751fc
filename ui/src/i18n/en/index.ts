import { namespaces, type Words } from "../namespaces";

/** Every word of this language, by namespace. */
export const words = namespaces(import.meta.glob<Words>("./*.json", { eager: true, import: "default" }));
