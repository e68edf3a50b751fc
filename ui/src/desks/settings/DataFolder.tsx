import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useReady } from "../../app/profile";
import { CopyButtonText } from "../../parts/CopyButtonText";
import classes from "./DataFolder.module.css";

/** Where the data lives, to show and copy. */
export function DataFolder() {
  const { t } = useTranslation();
  const { data_dir } = useReady();
  return (
    <div>
      <Text size="sm" c="dimmed">
        {t("settings:folder")}
      </Text>
      <span className={classes["path"]}>{data_dir}</span>
      <CopyButtonText text={data_dir} label={t("settings:copy_folder")} />
    </div>
  );
}
