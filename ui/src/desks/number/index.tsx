import { Button, Loader } from "@mantine/core";
import { IconArrowLeft, IconTimelineEvent } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, Redirect, useParams } from "wouter";

import type { NumberKind } from "../../contract/NumberKind";
import type { NumberRef } from "../../contract/NumberRef";
import { EmptyState } from "../../parts/EmptyState";
import { numberAt } from "../../parts/numberPath";
import { Page } from "../../parts/Page";
import { RevealButton } from "../../parts/RevealButton";
import { useEscape } from "../../parts/useEscape";
import { useReveal } from "../../parts/useReveal";
import { ExportButton } from "../export/ExportButton";
import { ListFailure } from "../ListFailure";
import { BehindX } from "./BehindX";
import { Kinds } from "./Kinds";
import classes from "./number.module.css";
import { SuppressedMark } from "./SuppressedMark";
import { Timeline } from "./Timeline";
import { useNumber } from "./useNumber";

/** `/number/message/40000`: everything that happened with the number that stands there. */
export function NumberPage() {
  const { at, which } = useParams<{ at: string; which: string }>();
  const of = numberAt(at, which);
  return of === null ? <Redirect to="/messages" replace /> : <OneNumber key={`${at} ${which}`} of={of} />;
}

const goBack = () => window.history.back();

function OneNumber({ of }: { of: NumberRef }) {
  const { t } = useTranslation();
  const [kinds, show] = useState<readonly NumberKind[]>([]);
  const { head, items, gone, failure, again, hasMore, loading, loadMore } = useNumber(of, kinds);
  const { shown, busy, toggle } = useReveal((api) => api.revealRef(of));
  useEscape(goBack);
  // What led here is gone with its page: the keyboard goes on in this one.
  useEffect(() => document.getElementById("main")?.focus(), []);
  // Not from the person who just typed it.
  const typed = of.at === "typed" ? of.digits : null;
  const number = shown ?? typed ?? head?.number_masked ?? "";
  const masked = head !== undefined && !head.is_x && typed === null;
  return (
    <Page
      title={number === "" ? t("number:heading") : number}
      count={
        <span className={classes.head}>
          {masked && <RevealButton toggles shown={shown !== null} busy={busy} label={shown === null ? t("number:reveal") : t("number:hide")} onClick={toggle} />}
          {head?.is_x === true && <span className={classes.x}>{t("number:x")}</span>}
          <span role="status">{shown !== null && t("number:recorded_look")}</span>
        </span>
      }
      actions={
        <>
          <Button variant="default" leftSection={<IconArrowLeft size={15} aria-hidden />} onClick={goBack}>
            {t("common:back")}
          </Button>
          {head !== undefined && items.length > 0 && <ExportButton list={{ list: "number", of, kinds: [...kinds] }} />}
        </>
      }
    >
      {gone && (
        <EmptyState icon={<IconTimelineEvent size={32} />} title={t("number:gone")}>
          {t("number:gone_why")}
        </EmptyState>
      )}
      {failure !== null && <ListFailure failure={failure} onAgain={again} />}
      {head === undefined && !gone && failure === null && <Loader size="sm" aria-label={t("number:loading")} />}
      {head !== undefined && (
        <div className={classes.page}>
          {(!head.is_x || head.suppressed !== null) && <SuppressedMark of={of} masked={typed ?? head.number_masked} row={head.suppressed} />}
          {head.is_x && <BehindX x={head.number_masked} />}
          {(items.length > 0 || kinds.length > 0) && <Kinds kinds={kinds} onChange={show} />}
          {items.length === 0 && kinds.length > 0 && <p role="status">{t("number:kinds.none")}</p>}
          {items.length === 0 && kinds.length === 0 && (
            <EmptyState
              icon={<IconTimelineEvent size={32} />}
              title={t("number:empty")}
              action={
                !head.is_x && (
                  <Button component={Link} href="/send" variant="default">
                    {t("number:send")}
                  </Button>
                )
              }
            >
              {t("number:empty_why")}
            </EmptyState>
          )}
          {items.length > 0 && <Timeline items={items} hasMore={hasMore} loading={loading} onMore={loadMore} />}
        </div>
      )}
    </Page>
  );
}
