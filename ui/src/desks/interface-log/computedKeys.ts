export const computedKeys = {
  "log:kind.": { type: "PushKind" },
  "log:effect.": { type: "PushWhat" },
  "log:item.": { type: "PushWhat" },
};
