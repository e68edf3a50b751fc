import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  // The window is served from a custom scheme: relative addresses work there and in a browser.
  base: "./",
  build: {
    outDir: "dist",
    target: "safari16",
    // The content security policy allows no inline script.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // Read from the disk, all of it, at the start of the window.
    chunkSizeWarningLimit: 2_000,
  },
  server: { port: 5173, strictPort: true },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    testTimeout: 20_000,
  },
});
