import { embeddedPlace } from "../places.ts";
import { workerCases } from "./worker-cases.ts";

workerCases("embedded", embeddedPlace);
