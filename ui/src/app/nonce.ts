import { setNonce } from "get-nonce";

/** The nonce the shell put on the boot style; without it the content security policy drops run-time styles. */
export const styleNonce = document.querySelector<HTMLStyleElement>("style#boot")?.nonce ?? "";

if (styleNonce !== "") setNonce(styleNonce);
