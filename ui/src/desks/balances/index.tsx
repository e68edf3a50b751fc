export function BalancesDesk() {
  return <main id="main" />;
}
