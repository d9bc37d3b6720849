import { embeddedPlace } from "../places.ts";
import { killCases } from "./kill-cases.ts";

killCases("embedded", embeddedPlace);
