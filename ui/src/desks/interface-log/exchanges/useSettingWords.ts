import { useTranslation } from "react-i18next";

import { explainedSettings, settingValue } from "../../accounts/settings";

/** What a signing option and its value are called on the account's form. */
export function useSettingWords(): (name: string, value: string) => { label: string; value: string } {
  const { t } = useTranslation();
  return (name, value) => {
    const key = settingValue(name, value);
    return {
      label: Object.hasOwn(explainedSettings, name) ? t(`accounts:setting.label.${name}`) : name,
      value: key === null ? value : t(`accounts:setting.value.${key}`),
    };
  };
}
