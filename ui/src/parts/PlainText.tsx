import { Marked } from "./Marked";

interface Props {
  /** As somebody else wrote it. */
  text: string;
  /** Its own direction unless said otherwise: requests and replies of a vendor stand from left to right. */
  dir?: "auto" | "ltr";
  className?: string | undefined;
}

/** A text from outside, as text: it keeps its direction to itself, and what cannot be seen of it is shown by its number. */
export function PlainText({ text, dir = "auto", className }: Props) {
  return (
    <bdi dir={dir} className={className}>
      <Marked text={text} />
    </bdi>
  );
}
