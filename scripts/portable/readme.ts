import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { RESEARCH_NOTICE } from "../../src/research-notice.ts";
import { NODE_VERSION, type Target } from "./targets.ts";

/** Writes `README.txt`: for somebody who was given this folder and knows nothing of Node.js. */
export function addReadme(target: Target, version: string, folder: string): void {
  const { start, warning, data, stop } = WORDS[target.os];
  const text = `Thorascope ${version}
For ${target.label}.

${RESEARCH_NOTICE}

Thorascope reads frontal chest radiographs (DICOM, PNG, JPEG, TIFF): probabilities of 14 findings, each with a
heatmap that shows where they come from. It works on this computer alone. It needs no internet, and no image leaves
the computer.


START

${start}

A window with text opens, and then your browser with the reading room. The first start takes a few seconds longer.
Six synthetic radiographs are there to try it with; drag your own onto the page.

Started a second time, it shows the page of the one that runs already.


WHAT YOUR COMPUTER MAY SAY

${warning}


STOP

${stop}


YOUR DATA

Images, readings and reports lie in
  ${data}
and stay there when you delete or replace this folder. They hold patients' data if your images do: protect the
computer accordingly. To remove Thorascope, delete this folder; to remove the data too, delete that one.


A NEWER VERSION

Stop Thorascope, unpack the new folder, start it. It finds your data. An older version does not open data that a
newer one has changed.


IF IT DOES NOT START

The text in the window says why and what to do. Most often something else uses port 8420 of this computer.
Thorascope's pages of help are in app/docs; errors.md explains each code.


WHAT IS IN HERE

app        Thorascope and its libraries
runtime    Node.js ${NODE_VERSION}, which runs it. It is used by this folder alone; nothing is installed
licences   what comes from whom, under which licence

This folder was ${target.name === "linux-x64" ? "tried on Debian 12" : "built on Linux and inspected; it was not tried on such a computer"}.
`;
  writeFileSync(
    join(folder, "README.txt"),
    target.os === "win32" ? text.replaceAll("\n", "\r\n") : text,
  );
}

/** What differs from system to system. */
interface Words {
  readonly start: string;
  readonly warning: string;
  readonly data: string;
  readonly stop: string;
}

const CLOSE = `Close the window with the text, or press Ctrl and C in it. Closing the browser is not enough: Thorascope goes on
reading. What it is reading at that moment is finished first, or done again at the next start.`;

const WORDS: Readonly<Record<Target["os"], Words>> = {
  linux: {
    start: `Open the file manager, right-click "Thorascope.sh" and choose "Run as a Program" (or "Run in Terminal").
Where double-clicking starts programs, double-click "Thorascope.desktop".
In a terminal: ./Thorascope.sh`,
    warning: `Some desktops ask whether you trust "Thorascope.desktop", or want "Allow Launching" from its right-click menu.`,
    data: "~/.local/share/thorascope (or thorascope below $XDG_DATA_HOME)",
    stop: CLOSE,
  },
  win32: {
    start: `Unpack the archive first (right-click, "Extract All"): started from inside of it, it does not work. A short place
such as C:\\Thorascope is best. Then double-click "Thorascope" (Thorascope.cmd).`,
    warning: `"Windows protected your PC" (SmartScreen): the start file is not signed, and Windows does not know it. If you
trust the place where you got this folder from, click "More info" and "Run anyway". Node.js in it is signed by the
OpenJS Foundation. On a computer that your hospital manages this may be forbidden; ask its IT.

"Allow public and private networks?" (firewall): Thorascope needs neither. It talks to this computer alone; "Cancel"
is right.`,
    data: "%LOCALAPPDATA%\\Thorascope",
    stop: CLOSE,
  },
  darwin: {
    start: `Double-click the archive to unpack it, move the folder to where it shall stay, and double-click
"Thorascope.command" in it.`,
    warning: `"Thorascope.command was not opened" (Gatekeeper): the start file is not signed or notarized by Apple. If you trust
the place where you got this folder from, click "Done", open System Settings, Privacy & Security, scroll down to
"Thorascope.command was blocked", click "Open Anyway" and confirm. The start file then takes Apple's download mark
(com.apple.quarantine) off this folder, so that you are not asked for every library in it. Node.js in it is signed
by the Node.js Foundation. On a computer that your hospital manages this may be forbidden; ask its IT.

Macs with Intel processors can't run it: ONNX Runtime has no program for them.`,
    data: "~/Library/Application Support/Thorascope",
    stop: CLOSE,
  },
};
