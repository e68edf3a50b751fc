import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";

interface Props {
  /** Gives it its width. */
  className: string | undefined;
  label: string;
  /** What can be searched for. */
  placeholder: string;
  /** What the button says that empties it. */
  clear: string;
  value: string;
  onChange: (search: string) => void;
}

/** Finds rows of a list. The frame leads `/` to it. */
export function SearchBox({ className, label, placeholder, clear, value, onChange }: Props) {
  return (
    <TextInput
      type="search"
      className={className ?? ""}
      aria-label={label}
      placeholder={placeholder}
      title={placeholder}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
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
