import { useTranslation } from "react-i18next";

import { MaskedNumber } from "../../parts/MaskedNumber";

interface Props {
  id: number;
  masked: string;
}

/** Whom it came from. */
export function ReplyNumber({ id, masked }: Props) {
  const { t } = useTranslation();
  const words = {
    reveal: t("replies:number.reveal", { number: masked }),
    hide: t("replies:number.hide", { number: masked }),
    recorded: t("replies:number.recorded"),
  };
  return <MaskedNumber masked={masked} ask={(api) => api.revealReplyNumber(id)} words={words} />;
}
