import "@testing-library/jest-dom/vitest";

import { notifications } from "@mantine/notifications";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

import { learn } from "../i18n";

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 6_000 });

// jsdom has none of these; Mantine asks for them.
Object.defineProperty(window, "matchMedia", {
  writable: true,
  value: (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addListener: vi.fn(),
    removeListener: vi.fn(),
    addEventListener: vi.fn(),
    removeEventListener: vi.fn(),
    dispatchEvent: vi.fn(),
  }),
});

class StillObserver {
  observe(): void {
    // Nothing is laid out in jsdom.
  }
  unobserve(): void {
    // Nothing is laid out in jsdom.
  }
  disconnect(): void {
    // Nothing is laid out in jsdom.
  }
}

window.ResizeObserver = StillObserver;
window.HTMLElement.prototype.scrollIntoView = () => undefined;
Object.defineProperty(document, "fonts", { value: { addEventListener: vi.fn(), removeEventListener: vi.fn() } });

await Promise.all([learn("en"), learn("zh-CN")]);

afterEach(() => {
  cleanup();
  notifications.clean();
  window.location.hash = "";
});
