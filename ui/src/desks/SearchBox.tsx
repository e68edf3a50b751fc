import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { Ref } from "react";

interface Props {
  ref?: Ref<HTMLInputElement>;
  /** Gives it its width. */
  className: string | undefined;
  label: string;
  /** What can be searched for. */
  placeholder: string;
  /** What the button says that empties it. */
  clear: string;
  value: string;
  onChange: (search: string) => void;
  /** Goes from the box into the list. */
  onDown?: () => void;
}

/** Finds rows of a list. The frame leads `/` to it. */
export function SearchBox({ className, label, placeholder, clear, value, onChange, onDown, ref }: Props) {
  return (
    <TextInput
      {...(ref === undefined ? {} : { ref })}
      type="search"
      className={className ?? ""}
      aria-label={label}
      placeholder={placeholder}
      title={placeholder}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "ArrowDown" || onDown === undefined || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onDown();
      }}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={
        value === "" ? (
          <Kbd size="xs" aria-hidden>
            /
          </Kbd>
        ) : (
          <CloseButton size="sm" aria-label={clear} onClick={() => onChange("")} />
        )
      }
      aria-keyshortcuts="/"
      spellCheck={false}
      autoComplete="off"
    />
  );
}
