import { Select } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { VendorSetting } from "../../contract/VendorSetting";
import { explainedSettings, settingValue } from "./settings";

interface Props {
  setting: VendorSetting;
  /** None where it stands at its default. */
  value: string | undefined;
  set: (value: string) => void;
  error: string | null;
}

/** A setting for what the vendor's document leaves open, with what is unconfirmed and why one would change it. */
export function SettingField({ setting: { name, values }, value, set, error }: Props) {
  const { t } = useTranslation();
  const known = Object.hasOwn(explainedSettings, name);
  const words = (option: string, i: number) => {
    const key = settingValue(name, option);
    const said = key === null ? option : t(`accounts:setting.value.${key}`);
    return i === 0 ? t("accounts:setting.default", { value: said }) : said;
  };
  return (
    <Select
      name={`settings.${name}`}
      label={known ? t(`accounts:setting.label.${name}`) : name}
      description={known ? t(`accounts:setting.words.${name}`) : t("accounts:setting.unexplained")}
      data={values.map((option, i) => ({ value: option, label: words(option, i) }))}
      value={value ?? values[0] ?? null}
      allowDeselect={false}
      onChange={(to) => to !== null && set(to)}
      error={error}
      errorProps={{ role: "alert" }}
    />
  );
}
