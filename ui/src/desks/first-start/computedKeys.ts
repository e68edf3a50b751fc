export const computedKeys = {
  "start:trouble.title.": { type: "Trouble" },
  "start:trouble.happened.": { type: "Trouble" },
  "start:trouble.untouched.": { type: "Trouble" },
  "start:trouble.todo.": { type: "Trouble" },
  "start:restore.": ["malformed", "wrong_key"],
  "start:backup.": { type: "RestoreBackupResult", without: ["restored", "closed"] },
};
