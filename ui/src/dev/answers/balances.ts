import { found, type Answers, type Stage } from "./stage";

export function balanceAnswers({ world, become }: Stage): Pick<Answers, "listBalances" | "refreshBalance" | "setThreshold"> {
  return {
    listBalances: () => world.balances,
    refreshBalance: (id) => {
      const balances = world.balances.map((balance) => (balance.account_id === id ? { ...balance, at: Date.now() } : balance));
      become({ balances }, "balances");
      return found(balances.find((balance) => balance.account_id === id));
    },
    setThreshold: ({ account_id, threshold }) => {
      if (threshold !== null && !/^\d+(\.\d+)?$/.test(threshold)) return [{ field: "threshold", reason: "not_a_decimal" }];
      become({ balances: world.balances.map((balance) => (balance.account_id === account_id ? { ...balance, threshold } : balance)) }, "balances");
      return [];
    },
  };
}
