import { useTranslation } from "react-i18next";

import type { Suppressed } from "../../../contract/Suppressed";
import { FormDialog } from "../../messages/story/FormDialog";
import { useTakeOff } from "./useTakeOff";
import { WhyField } from "./WhyField";

interface Props {
  row: Suppressed;
  onClose: () => void;
}

/** Takes a number off the suppression list. */
export function TakeOffDialog({ row, onClose }: Props) {
  const { t } = useTranslation();
  const { why, setWhy, problems, busy, submit } = useTakeOff(row, onClose);
  return (
    <FormDialog title={t("suppression:off.title_of", { number: row.number_masked })} action={t("suppression:off.button")} busy={busy} onSubmit={submit} onClose={onClose}>
      <p>{t("suppression:off.means")}</p>
      <WhyField first value={why} problems={problems} placeholder={t("suppression:off.example")} onChange={setWhy} />
    </FormDialog>
  );
}
