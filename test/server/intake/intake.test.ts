import { embeddedPlace } from "../places.ts";
import { intakeCases } from "./intake-cases.ts";

intakeCases("embedded", embeddedPlace);
