import { embeddedPlace } from "../places.ts";
import { killCases } from "./kill-cases.ts";

// Few, because an embedded store takes long to start; the interop tests send 200.
killCases("embedded", embeddedPlace, { files: 30, killedAfter: [9] });
