export function SendDesk() {
  return <main id="main" />;
}
