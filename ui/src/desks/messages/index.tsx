export function MessagesDesk() {
  return <main id="main" />;
}
