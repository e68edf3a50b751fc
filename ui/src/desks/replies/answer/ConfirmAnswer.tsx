import { useTranslation } from "react-i18next";

import { AskDialog } from "../../messages/jobs/AskDialog";
import { ConfirmationText } from "../../send/ConfirmSend";
import { answerLabel } from "./answerLabel";
import classes from "./answer.module.css";
import type { Planned } from "./useAnswer";

interface Props {
  asking: Planned | null;
  practice: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks once more about what the plan says must be confirmed. */
export function ConfirmAnswer({ asking, practice, onConfirm, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <AskDialog
      opened={asking !== null}
      title={t("send:confirm.title")}
      action={answerLabel(t, asking?.plan ?? null, practice)}
      busy={false}
      onAct={onConfirm}
      onClose={onCancel}
    >
      <ul className={classes.confirmations}>
        {asking?.plan.confirmations.map((one) => (
          <li key={one.kind}>
            <ConfirmationText one={one} voice={false} />
          </li>
        ))}
      </ul>
    </AskDialog>
  );
}
