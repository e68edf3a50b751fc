import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { FieldProblem } from "../../../contract/FieldProblem";
import type { NumberRef } from "../../../contract/NumberRef";
import type { Suppress } from "../../../contract/Suppress";
import { useDo } from "../../../ipc/ask";
import { announce } from "../../../parts/announce";
import { FormDialog } from "../../messages/story/FormDialog";
import { WhyField } from "./WhyField";

interface Props {
  /** The number; none asks for one. */
  of?: NumberRef;
  masked?: string;
  /** What stands in the box at first. */
  why?: string;
  onClose: () => void;
}

/** Puts a number on the suppression list, with the reason that is kept. */
export function SuppressDialog({ of, masked, why: offered = "", onClose }: Props) {
  const { t } = useTranslation();
  const [digits, setDigits] = useState("");
  const [why, setWhy] = useState(offered);
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const suppress = useDo((api, wanted: Suppress) => api.suppress(wanted), {
    done: (answer) => {
      if (answer.result === "invalid") {
        setProblems(answer.problems);
        return;
      }
      announce(masked === undefined ? t("suppression:add.done_typed") : t("suppression:add.done", { number: masked }));
      onClose();
    },
  });
  const submit = () => {
    const missing: FieldProblem[] = [];
    if (of === undefined && digits.trim() === "") missing.push({ field: "of", reason: "required" });
    if (why.trim() === "") missing.push({ field: "why", reason: "required" });
    setProblems(missing);
    if (missing.length === 0 && !suppress.isPending) suppress.mutate({ of: of ?? { at: "typed", digits: digits.trim() }, why: why.trim() });
  };
  // Whatever is not said of the reason is said of the number.
  const ofNumber = problems.find(({ field }) => field !== "why");
  return (
    <FormDialog
      title={masked === undefined ? t("suppression:add.title") : t("suppression:add.title_of", { number: masked })}
      action={t("suppression:add.button")}
      busy={suppress.isPending}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t("suppression:add.means")}</p>
      {of === undefined && (
        <TextInput
          data-autofocus
          name="of"
          inputMode="tel"
          label={t("suppression:add.number")}
          description={t("suppression:add.number_words")}
          value={digits}
          onChange={(event) => setDigits(event.currentTarget.value)}
          error={ofNumber === undefined ? null : t(`parts:field.${ofNumber.reason}`)}
          errorProps={{ role: "alert" }}
          autoComplete="off"
        />
      )}
      <WhyField
        first={of !== undefined}
        value={why}
        problems={problems}
        placeholder={t("suppression:add.example")}
        onChange={setWhy}
      />
    </FormDialog>
  );
}
