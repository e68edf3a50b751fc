import { createTheme, type CSSVariablesResolver } from "@mantine/core";

// Mantine writes descriptions two sizes below the field.
const description = { fontSize: 12, lineHeight: 1.4 };

export const theme = createTheme({
  primaryColor: "indigo",
  primaryShade: 7,
  fontFamily: "var(--sb-fonts)",
  fontFamilyMonospace: "var(--sb-mono)",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "18px" },
  headings: {
    sizes: {
      h1: { fontSize: "18px", lineHeight: "1.4" },
      h2: { fontSize: "15px", lineHeight: "1.4" },
      h3: { fontSize: "14px", lineHeight: "1.4" },
    },
  },
  defaultRadius: "sm",
  cursorType: "pointer",
  components: {
    Button: {
      // A long English label wraps inside its button rather than being cut.
      styles: {
        root: { height: "auto", minHeight: "var(--button-height)", paddingBlock: 4, display: "inline-flex" },
        inner: { width: "100%", height: "auto" },
        label: { whiteSpace: "normal", height: "auto", overflow: "visible", lineHeight: 1.3 },
      },
    },
    InputWrapper: {
      defaultProps: { inputWrapperOrder: ["label", "description", "input", "error"] },
      styles: { description },
    },
    Checkbox: { defaultProps: { size: "xs" }, styles: { description, label: { fontSize: 13 } } },
    Radio: { defaultProps: { size: "xs" }, styles: { description, label: { fontSize: 13 } } },
    // At once, whoever opens it: what moves while it is aimed at is missed.
    Modal: { defaultProps: { transitionProps: { duration: 0 } }, styles: { title: { fontSize: 15, fontWeight: 600 } } },
    Switch: { styles: { description } },
  },
});

// Mantine's own greys and reds stay under a contrast of 4.5 for text; these do not.
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    "--sb-practice": "#5f3dc4",
    "--sb-bad-filled": "#c92a2a",
    "--sb-doubt-filled": "#c2410c",
  },
  light: {
    "--mantine-color-dimmed": "#5c636a",
    "--mantine-color-placeholder": "#6b7278",
    "--mantine-color-error": "#c92a2a",
    "--sb-line": "var(--mantine-color-gray-3)",
    "--sb-quiet": "var(--mantine-color-gray-0)",
    "--sb-fine": "#087f5b",
    "--sb-bad": "#c92a2a",
    "--sb-doubt": "#c2410c",
  },
  dark: {
    "--mantine-color-dimmed": "#a8a8a8",
    "--mantine-color-placeholder": "#979797",
    "--mantine-color-error": "#ff8787",
    "--sb-line": "var(--mantine-color-dark-4)",
    "--sb-quiet": "var(--mantine-color-dark-6)",
    "--sb-fine": "#38d9a9",
    "--sb-bad": "#ff8787",
    "--sb-doubt": "#ffa94d",
  },
});
