import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "./targets.ts";

/** Writes what a person double-clicks. */
export function addStartFiles(target: Target, folder: string): void {
  const files = FILES[target.os];
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), name.endsWith(".cmd") ? text.replaceAll("\n", "\r\n") : text);
    chmodSync(join(folder, name), 0o755);
  }
}

/** What the start files of Linux and macOS do once they know where they are. */
const RUN = `set -- "$here/runtime/node" "$here/app/dist/cli/main.js" serve --samples --open "$@"
# Without a window nobody could read why it ended.
[ -t 0 ] || exec "$@"
"$@"
code=$?
if [ "$code" -ne 0 ]; then
  printf '\\nThorascope ended with an error; the reason stands above. Press Enter to close this window. '
  read -r _
fi
exit "$code"
`;

const HERE = `here=$(cd -- "$(dirname -- "$0")" && pwd) || exit 1
`;

const FILES: Readonly<Record<Target["os"], Readonly<Record<string, string>>>> = {
  linux: {
    "Thorascope.sh": `#!/bin/sh
# Starts Thorascope with the Node.js beside this file, and opens its page in the browser.
${HERE}${RUN}`,
    "Thorascope.desktop": `[Desktop Entry]
Type=Application
Name=Thorascope
Comment=Reads chest radiographs. Research software, not a medical device.
Exec=sh -c "exec \\\\"\\\\$(dirname \\\\"\\\\$1\\\\")/Thorascope.sh\\\\"" sh %k
Terminal=true
Categories=Science;MedicalSoftware;
`,
  },
  darwin: {
    "Thorascope.command": `#!/bin/sh
# Starts Thorascope with the Node.js beside this file, and opens its page in the browser.
${HERE}
# macOS marks what was downloaded. You have just allowed this file; without the next line it would ask again for
# each library in the folder. It touches this folder alone.
xattr -dr com.apple.quarantine "$here" 2>/dev/null

${RUN}`,
  },
  win32: {
    "Thorascope.cmd": `@echo off
rem Starts Thorascope with the Node.js beside this file, and opens its page in the browser.
title Thorascope
"%~dp0runtime\\node.exe" "%~dp0app\\dist\\cli\\main.js" serve --samples --open %*
if errorlevel 1 (
  echo.
  echo Thorascope ended with an error; the reason stands above.
  pause
)
`,
  },
};
