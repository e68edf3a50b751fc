import { useEffect } from "react";

/** `/` goes to the search field of the desk, where there is one. */
export function useSlashToSearch(): void {
  useEffect(() => {
    const go = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]") !== null) return;
      const search = document.querySelector<HTMLInputElement>('#main input[type="search"]');
      if (search === null) return;
      event.preventDefault();
      search.focus();
      search.select();
    };
    window.addEventListener("keydown", go);
    return () => window.removeEventListener("keydown", go);
  }, []);
}
