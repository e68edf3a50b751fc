export function RepliesDesk() {
  return <main id="main" />;
}
