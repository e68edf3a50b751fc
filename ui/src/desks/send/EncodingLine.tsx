import { Anchor } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { SendPlan } from "../../contract/SendPlan";
import { codePoint, nthCharacter } from "./characters";
import { Hint } from "./Hint";

interface Props {
  plan: SendPlan;
  content: string;
  /** Selects a part of the text. */
  onShow: (from: number, to: number) => void;
}

/** Which alphabet the text is counted in, and the character that decides it. */
export function EncodingLine({ plan, content, onShow }: Props) {
  const { t } = useTranslation();
  const { encoding } = plan;
  if (encoding === null || plan.characters === 0) return null;
  if (encoding.alphabet === "gsm7") return <Hint>{t("send:encoding.gsm7")}</Hint>;
  const place = nthCharacter(content, encoding.position);
  // While the next plan is on its way, the text may be another one already.
  const there = place !== null && content.slice(...place) === encoding.character;
  return (
    <Hint>
      {t("send:encoding.ucs2", { character: codePoint(encoding.character), position: encoding.position })}{" "}
      {there && (
        <Anchor component="button" type="button" inherit onClick={() => onShow(...place)}>
          {t("send:encoding.show")}
        </Anchor>
      )}
    </Hint>
  );
}
