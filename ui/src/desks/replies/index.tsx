import { Button, Loader } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import type { Topic } from "../../contract/Topic";
import { useApi } from "../../ipc/context";
import { EmptyState } from "../../parts/EmptyState";
import { Page } from "../../parts/Page";
import classes from "./replies.module.css";
import { ReplyItem } from "./ReplyItem";

const PAGE = 50;
const TOPICS: readonly Topic[] = ["replies"];

/** What customers answered, newest first. */
export function RepliesDesk() {
  const { t } = useTranslation();
  const api = useApi();
  const { data, isError, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: [TOPICS, "list_replies"],
    queryFn: ({ pageParam }) => api.listReplies({ before: pageParam, limit: PAGE }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
  const replies = data?.pages.flatMap(({ rows }) => rows);
  return (
    <Page title={t("replies:heading")}>
      {replies === undefined && !isError && <Loader size="sm" aria-label={t("replies:loading")} />}
      {replies?.length === 0 && (
        <EmptyState icon={<IconArrowBackUp size={32} />} title={t("replies:empty.title")}>
          {t("replies:empty.text")}
        </EmptyState>
      )}
      {replies !== undefined && replies.length > 0 && (
        <ul className={classes.replies}>
          {replies.map((reply) => (
            <ReplyItem key={reply.id} reply={reply} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button variant="default" mt="md" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("replies:older")}
        </Button>
      )}
    </Page>
  );
}
