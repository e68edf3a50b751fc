import { Text, Timeline } from "@mantine/core";
import type { ReactNode } from "react";

import { PlainText } from "../parts/PlainText";
import { When } from "../parts/When";
import classes from "./EventTimeline.module.css";

/** An event in words. */
export interface Told {
  title: string;
  /** Stands behind the time. */
  more: string;
  look?: "doubt" | "bad" | "quiet";
}

interface Event extends Told {
  at: number;
  /** What stands under it. */
  below?: ReactNode;
}

/** What happened, in order. */
export function EventTimeline({ label, events }: { label: string; events: readonly Event[] }) {
  return (
    <section aria-label={label}>
      <Timeline active={events.length} bulletSize={12} lineWidth={2} color="gray" className={classes.timeline}>
        {events.map(({ at, title, more, look, below }, index) => (
          <Timeline.Item key={index} title={<PlainText text={title} />} data-look={look}>
            <Text size="xs" c="dimmed" component="div">
              <When at={at} />
              {more !== "" && <PlainText text={` · ${more}`} />}
            </Text>
            {below}
          </Timeline.Item>
        ))}
      </Timeline>
    </section>
  );
}
