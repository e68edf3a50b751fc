import { useTranslation } from "react-i18next";

import { parameterOf, type Box } from "./parameters";

interface Props {
  /** What the box is for. */
  text?: string;
  vendor: string | undefined;
  box: Box;
}

/** The help of an optional box, with the vendor's own name of what it goes out as. */
export function Help({ text, vendor, box }: Props) {
  const { t } = useTranslation();
  const parameter = parameterOf(vendor, box);
  return (
    <>
      {text}
      {parameter !== undefined && (
        <>
          {text === undefined ? "" : " "}
          {t("send:parameter")} <code>{parameter}</code>
        </>
      )}
    </>
  );
}
