const units = ["B", "KB", "MB", "GB", "TB"] as const;

/** `12.4 MB`, in steps of 1,024. By hand: Intl throws under the locale "C". */
export function bytesText(bytes: number): string {
  const step = bytes < 1_024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1_024 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step] ?? "B"}`;
}
