/** The settings that have words here, with their values; any other shows as the vendor's folder names it. */
export const explainedSettings: Readonly<Record<string, readonly string[]>> = {
  key_case: ["lower", "upper"],
  base_string: ["pairs", "values"],
  template_params: ["comma", "json"],
  empty_optional: ["omit", "empty"],
  hex_case: ["upper", "lower"],
  names: ["camel", "snake"],
  send_time_zone: ["Asia/Shanghai", "UTC"],
  bindings_per_x: ["one", "several"],
};

/** The key of a value's words; none if there are none. */
export function settingValue(name: string, value: string): string | null {
  const values = Object.hasOwn(explainedSettings, name) ? explainedSettings[name] : undefined;
  return values?.includes(value) === true ? `${value}_of_${name}` : null;
}
