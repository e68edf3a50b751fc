import { accountStates } from "./AccountFacts";

export const computedKeys = {
  "balances:account.states.": accountStates,
};
