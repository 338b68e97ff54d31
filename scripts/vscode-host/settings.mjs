// A workbench that does nothing of its own accord: no welcome, no chat, no look-ups, no updates.
export const quiet = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  // A modal editor swallows keys and clicks.
  "workbench.editor.useModal": "off",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "workbench.enableExperiments": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "update.mode": "none",
  "update.showReleaseNotes": false,
  "git.enabled": false,
  "npm.autoDetect": "off",
  "typescript.disableAutomaticTypeAcquisition": true,
  "security.workspace.trust.enabled": false,
  "files.autoSave": "off",
};

/** Workspaces start untrusted, and nobody is asked. */
export const restricted = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
};
