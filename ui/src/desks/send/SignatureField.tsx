import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Blocker } from "../../contract/Blocker";
import { Help } from "./Help";
import { parameterOf } from "./parameters";

interface Props {
  vendor: string;
  value: string;
  blockers: readonly Blocker[];
  onChange: (signature: string) => void;
}

const ofSignature: readonly Blocker[] = ["signature_missing", "signature_form"];

/** The signature, written without its brackets. */
export function SignatureField({ vendor, value, blockers, onChange }: Props) {
  const { t } = useTranslation();
  const problem = ofSignature.find((blocker) => blockers.includes(blocker));
  return (
    <TextInput
      label={t("send:signature.label")}
      description={
        parameterOf(vendor, "signature") === undefined ? undefined : <Help vendor={vendor} box="signature" text={t("send:signature.apart")} />
      }
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      leftSection="【"
      rightSection="】"
      leftSectionWidth={24}
      rightSectionWidth={24}
      error={problem === undefined ? null : t(`send:blocker.${problem}`)}
    />
  );
}
