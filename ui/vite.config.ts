import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/**
 * Writes the few letters of a file that are not ASCII as escapes: with one of them the engine keeps and reads all of the
 * file at two bytes a letter. Chinese words are what they are.
 */
function ascii(): Plugin {
  return {
    name: "ascii",
    generateBundle: (_options, bundle) => {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== "chunk" || chunk.name === "zh-CN") continue;
        chunk.code = chunk.code.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
      }
    },
  };
}

export default defineConfig({
  plugins: [react(), ascii()],
  // Words are read as JSON, which is faster than as a script.
  json: { stringify: true, namedExports: false },
  // The window is served from a custom scheme: relative addresses work there and in a browser.
  base: "./",
  build: {
    outDir: "dist",
    target: "safari16",
    // The content security policy allows no inline script.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_000,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Each file is asked of the program by itself, which takes longer than to read it: few are better than small
            // ones. What asks, before there is anything to draw with, waits for no other.
            { name: "ask", tags: ["$initial"], priority: 2 },
            { name: "shared", minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: { port: 5173, strictPort: true },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    testTimeout: 20_000,
  },
});
