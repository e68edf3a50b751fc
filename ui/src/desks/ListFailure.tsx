import { Button } from "@mantine/core";
import { IconDatabaseX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";

import { EmptyState } from "../parts/EmptyState";
import { isProblem } from "../ipc/problem";

interface Props {
  failure: unknown;
  onAgain: () => void;
}

/** Says that a list could not be had, which is something else than an empty one, and asks again. */
export function ListFailure({ failure, onAgain }: Props) {
  const { t } = useTranslation();
  const code = isProblem(failure) ? failure.code : "internal";
  return (
    <div role="alert">
      <EmptyState
        icon={<IconDatabaseX size={32} />}
        title={t(`problems:sentence.${code}`)}
        action={
          <Button variant="default" onClick={onAgain}>
            {t("common:again")}
          </Button>
        }
      >
        {t(`problems:next.${code}`)}
      </EmptyState>
    </div>
  );
}
