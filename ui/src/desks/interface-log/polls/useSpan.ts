import { useTranslation } from "react-i18next";

/** A span of time in its largest fitting unit. */
export function useSpan(): (milliseconds: number) => string {
  const { t } = useTranslation();
  return (milliseconds) => {
    const seconds = Math.max(0, Math.round(milliseconds / 1_000));
    if (seconds < 120) return t("log:span.seconds", { n: seconds });
    if (seconds < 7_200) return t("log:span.minutes", { n: Math.round(seconds / 60) });
    if (seconds < 172_800) return t("log:span.hours", { n: Math.round(seconds / 3_600) });
    return t("log:span.days", { n: Math.round(seconds / 86_400) });
  };
}
