import { Button, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useEffect, useRef } from "react";
import { Trans, useTranslation } from "react-i18next";

import type { Disclosed } from "../../contract/Disclosed";
import { useProgram } from "../../ipc/context";
import { figures } from "../../parts/figures";
import { NumberLink } from "../../parts/NumberLink";
import { PlainText } from "../../parts/PlainText";
import { When } from "../../parts/When";
import { useWorks } from "../work/useWorks";
import classes from "./keeping.module.css";

const KEY = [[], "list_disclosures"] as const;

/** Lists that have a name here. */
export const lists = ["messages", "replies", "bindings", "number", "suppression", "exchanges"] as const;

function listName(t: TFunction, list: string): string {
  const known = lists.find((one) => one === list);
  return known === undefined ? list : t(`keeping:list.${known}`);
}

/** Asks again when work began or ended, or somebody looked at a number: not at each step of a long export. */
function useFreshDisclosures(): void {
  const { onChanged } = useProgram();
  const queries = useQueryClient();
  const works = useWorks();
  const running = works.some(({ state }) => state.state === "running");
  const stands = works.map(({ id, state }) => `${id} ${state.state}`).join();
  const stood = useRef(stands);
  useEffect(() => {
    const ask = () => void queries.invalidateQueries({ queryKey: KEY });
    if (stood.current !== stands) ask();
    stood.current = stands;
    if (running) return undefined;
    return onChanged(({ topics }) => {
      if (topics.includes("work")) ask();
    });
  }, [onChanged, queries, stands, running]);
}

/** Who took what out of the program, and who looked at which number. */
export function DisclosuresSection() {
  const { t } = useTranslation();
  const { api } = useProgram();
  useFreshDisclosures();
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam }) => api.listDisclosures(pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = data?.pages.flatMap((page) => page.rows);
  return (
    <section className={classes.section}>
      <Title order={2}>{t("keeping:disclosures.title")}</Title>
      <Text size="sm">{t("keeping:disclosures.words")}</Text>
      {rows?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("keeping:disclosures.none")}
        </Text>
      )}
      {rows !== undefined && rows.length > 0 && (
        <table className={classes.log}>
          <thead>
            <tr>
              <th scope="col">{t("keeping:disclosures.at")}</th>
              <th scope="col">{t("keeping:disclosures.who")}</th>
              <th scope="col">{t("keeping:disclosures.what")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ at, operator, desk, what }, index) => (
              <tr key={`${at} ${index}`}>
                <td>
                  <When at={at} />
                </td>
                <td>
                  <PlainText text={operator} /> · {desk}
                </td>
                <td>
                  <What what={what} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {hasNextPage && (
        <div>
          <Button variant="default" size="compact-sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("keeping:disclosures.older")}
          </Button>
        </div>
      )}
    </section>
  );
}

function What({ what }: { what: Disclosed }) {
  const { t } = useTranslation();
  if (what.kind === "reveal") {
    const { of, number_masked } = what;
    const number = of === null ? number_masked : <NumberLink of={of} shown={number_masked} />;
    return <Trans t={t} i18nKey="keeping:disclosures.reveal" components={{ number: <span>{number}</span> }} />;
  }
  const words = { list: listName(t, what.list), count: what.rows, n: figures(what.rows) };
  return (
    <>
      {what.full_numbers ? t("keeping:disclosures.export_full", words) : t("keeping:disclosures.export_masked", words)}{" "}
      {!what.finished && t("keeping:disclosures.unfinished")}
      <PlainText className={classes.file} text={what.file} />
    </>
  );
}
